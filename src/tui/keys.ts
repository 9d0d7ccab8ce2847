import type { Glyphs } from '../render/theme.ts';
import { type OptionLetter, optionLetters } from '../workshop/types.ts';
import { type Tab, tabs } from './tabs.ts';

/** What a key does. Each action has one meaning everywhere; where it makes no sense it does nothing. */
export type Action =
  | 'up'
  | 'down'
  | 'page-up'
  | 'page-down'
  | 'top'
  | 'bottom'
  | 'open'
  | Tab
  | `answer-${OptionLetter}`
  | 'next-tab'
  | 'previous-tab'
  | 'run'
  | 'grade'
  | 'watch'
  | 'hint'
  | 'fold'
  | 'apply-solution'
  | 'open-version'
  | 'apply-version'
  | 'edit'
  | 'next-item'
  | 'previous-item'
  | 'next-attempt'
  | 'previous-attempt'
  | 'expand'
  | 'scroll-right'
  | 'scroll-left'
  | 'next-exchange'
  | 'previous-exchange'
  | 'raw'
  | 'difference'
  | 'copy-curl'
  | 'show-exchange'
  | 'reset'
  | 'undo'
  | 'stop'
  | 'back'
  | 'try'
  | 'switch-answerer'
  | 'mouse'
  | 'hand'
  | 'progress-code'
  | 'palette'
  | 'outline'
  | 'links'
  | 'search'
  | 'go-back'
  | 'go-forward'
  | 'help'
  | 'suspend'
  | 'quit'
  | 'kill';

/** What has the keys: the list, a lesson, the playground, or a tab of an exercise; see `surface.ts`. */
export type Surface = 'tree' | 'lesson' | 'playground' | Tab;

export interface Binding {
  readonly action: Action;
  /** Key names as the screen reports them. */
  readonly keys: readonly string[];
  /** How the keys are shown. */
  readonly label: string;
  /** In the footer, one or two words; left out of the footer without. */
  readonly short?: string;
  /** In the help. Bindings with the same words share a line there. */
  readonly help: string;
  /** Where it belongs, and the footer shows it. Elsewhere it does the same, unless its key means something else there. */
  readonly surfaces: readonly Surface[];
}

const exercise: readonly Surface[] = tabs;
const lesson: readonly Surface[] = ['lesson'];
const items: readonly Surface[] = [...lesson, ...exercise];
/** Where markdown is read. */
const texts: readonly Surface[] = [...lesson, 'task'];
const attempts: readonly Surface[] = ['output', 'wire', 'checks', 'hints', 'history'];
const everywhere: readonly Surface[] = ['tree', ...items];

/** All keys, as data: the loop, the footer and the help all read them from here. The footer keeps this order. */
export const bindings: readonly Binding[] = [
  {
    action: 'open',
    keys: ['enter', 'return'],
    label: 'Enter',
    short: 'open',
    help: 'open what is selected; in a lesson a page down, at its end what comes next',
    surfaces: ['tree'],
  },
  ...optionLetters.map((option) =>
    letter(
      `answer-${option}`,
      option,
      undefined,
      'answer the marked question, at the end of a lesson',
      lesson,
    ),
  ),
  // What belongs to one tab comes first in its footer.
  {
    action: 'show-exchange',
    keys: ['enter', 'return'],
    label: 'Enter',
    short: 'request',
    help: 'the request that the failed check is about, in Wire',
    surfaces: ['checks'],
  },
  {
    action: 'next-exchange',
    keys: ['right'],
    label: '→',
    short: 'next',
    help: 'the next or previous request',
    surfaces: ['wire'],
  },
  {
    action: 'previous-exchange',
    keys: ['left'],
    label: '←',
    help: 'the next or previous request',
    surfaces: ['wire'],
  },
  letter('raw', 'o', 'JSON', 'the marked request and its response as JSON, or back', ['wire']),
  letter('difference', 'd', 'diff', 'what differs from the request before, or back', ['wire']),
  letter('copy-curl', 'y', 'curl', 'copy the marked request as a curl command', ['wire']),
  {
    action: 'fold',
    keys: ['enter', 'return'],
    label: 'Enter',
    short: 'fold',
    help: 'fold or unfold the marked hint',
    surfaces: ['hints'],
  },
  {
    action: 'open-version',
    keys: ['enter', 'return'],
    label: 'Enter',
    short: 'compare',
    help: 'what the marked version would change in your file; again: back to the list',
    surfaces: ['history'],
  },
  letter('apply-version', 's', 'put back', 'the marked version into your file; asks first', ['history']),
  letter('apply-solution', 's', undefined, 'the solution into your file, once it is shown; asks first', [
    'hints',
  ]),
  tabBinding('next-tab', 'tab', 'Tab', 'tab'),
  tabBinding('previous-tab', 'S-tab', 'Shift-Tab'),
  ...tabs.map((tab, index): Binding => {
    const key = String(index + 1);
    const help = 'Task, Output, Checks, Wire, Hints, History';
    return { action: tab, keys: [key], label: key, help, surfaces: exercise };
  }),
  letter('grade', 'g', 'grade', 'grade the exercise', exercise),
  letter('run', 'r', 'run', 'run the program without checks', exercise),
  letter('hint', 'h', 'hint', 'the next hint; after the hints why it failed, and the solution', exercise),
  {
    action: 'back',
    keys: ['escape'],
    label: 'Esc',
    short: 'back',
    help: 'stop what is running; if nothing is, Esc goes back to the list',
    surfaces: items,
  },
  {
    action: 'stop',
    keys: ['.'],
    label: '.',
    help: 'stop what is running; if nothing is, Esc goes back to the list',
    surfaces: items,
  },
  letter('edit', 'e', 'edit', 'open the file in your editor', exercise),
  letter('watch', 'w', 'watch', 'grade at every save, on or off; with a provider: run', exercise),
  {
    action: 'scroll-right',
    keys: ['right'],
    label: '→',
    short: 'more',
    help: 'tables, code and diagrams that are too wide: their right or left part',
    surfaces: texts,
  },
  {
    action: 'scroll-left',
    keys: ['left'],
    label: '←',
    help: 'tables, code and diagrams that are too wide: their right or left part',
    surfaces: texts,
  },
  letter('try', 't', 'try', 'try it in the playground: chat, and watch what is sent', everywhere),
  letter(
    'switch-answerer',
    'L',
    undefined,
    'who answers runs and the playground: your provider, or the simulated model',
    everywhere,
  ),
  { action: 'up', keys: ['up', 'k'], label: '↑ k', help: 'move, or scroll a line', surfaces: everywhere },
  {
    action: 'down',
    keys: ['down', 'j'],
    label: '↓ j',
    short: 'move',
    help: 'move, or scroll a line',
    surfaces: everywhere,
  },
  {
    action: 'page-down',
    keys: ['space', 'pagedown', 'C-f'],
    label: 'Space PgDn',
    short: 'page',
    help: 'a page down or up',
    surfaces: items,
  },
  { action: 'page-up', keys: ['pageup', 'C-b'], label: 'PgUp', help: 'a page down or up', surfaces: items },
  {
    action: 'top',
    keys: ['home'],
    label: 'Home',
    help: 'to the beginning, or the end',
    surfaces: everywhere,
  },
  {
    action: 'bottom',
    keys: ['end'],
    label: 'End',
    help: 'to the beginning, or the end',
    surfaces: everywhere,
  },
  letter('next-item', 'n', 'next', 'the next or previous lesson or exercise', everywhere),
  letter('previous-item', 'p', 'previous', 'the next or previous lesson or exercise', everywhere),
  letter('previous-attempt', '[', undefined, 'the previous or next attempt, in Output and Wire', attempts),
  letter('next-attempt', ']', undefined, 'the previous or next attempt, in Output and Wire', attempts),
  letter('outline', 'o', 'outline', 'the sections of this text', texts),
  letter('links', 'l', 'links', 'the links of this text, to follow one', texts),
  letter('go-back', '[', undefined, 'back to where a link was followed from, and forward again', texts),
  letter('go-forward', ']', undefined, 'back to where a link was followed from, and forward again', texts),
  letter('search', '/', 'search', 'search in what is open; n and N go to the next and previous match', items),
  letter('expand', 'v', undefined, 'all messages, tools and pieces of streams in full, in Wire', exercise),
  letter('reset', 'x', undefined, 'the starter again; asks first', exercise),
  letter('undo', 'u', undefined, 'undo the last reset or applied solution', everywhere),
  {
    action: 'palette',
    keys: [':', 'C-p'],
    label: ': Ctrl-P',
    short: 'find',
    help: 'find a lesson, an exercise, something to do, or other colours',
    surfaces: everywhere,
  },
  letter('mouse', 'm', undefined, 'the mouse works here, or selects text as usual', everywhere),
  letter('hand', '!', undefined, 'raise your hand in a room, or take it down', everywhere),
  letter('progress-code', 'P', undefined, 'a short code for what you have done', everywhere),
  letter('help', '?', 'help', 'these keys', everywhere),
  {
    action: 'suspend',
    keys: ['C-z'],
    label: 'Ctrl-Z',
    help: 'to the shell; fg comes back',
    surfaces: everywhere,
  },
  letter('quit', 'q', 'quit', 'quit; asks while something runs', everywhere),
  { action: 'kill', keys: ['C-c'], label: 'Ctrl-C', help: 'quit at once', surfaces: everywhere },
];

function tabBinding(action: Action, key: string, label: string, short?: string): Binding {
  const help = 'the next or previous tab; in a lesson the next or previous question';
  return { action, keys: [key], label, short, help, surfaces: items };
}

/** A binding of one key that is its own label. */
function letter(
  action: Action,
  key: string,
  short: string | undefined,
  help: string,
  surfaces: readonly Surface[],
): Binding {
  return { action, keys: [key], label: key, short, help, surfaces };
}

/** What a key does on a surface: what belongs there, else what it does anywhere. */
export function actionOf(key: string, surface: Surface): Action | undefined {
  const all = bindings.filter(({ keys }) => keys.includes(key));
  return (all.find(({ surfaces }) => surfaces.includes(surface)) ?? all[0])?.action;
}

/** The label as this terminal can show it: arrows are words where there are no arrows. */
export function labelOf({ label }: Pick<Binding, 'label'>, glyphs: Glyphs): string {
  return glyphs.name === 'unicode'
    ? label
    : label.replace('↑', 'Up').replace('↓', 'Down').replace('→', 'Right').replace('←', 'Left');
}
