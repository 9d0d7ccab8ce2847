import type { Chat, Focus } from './chat.ts';

/** Where a key of the playground is pressed: a part of it, a line that is being typed, or the latest exchange. */
export type PlaygroundSurface = Focus | 'line' | 'wire';

export type PlaygroundAction =
  | 'send'
  | 'keep'
  | 'cancel'
  | 'edit'
  | 'delete'
  | 'lower'
  | 'higher'
  | 'type'
  | 'next-part'
  | 'previous-part'
  | 'back'
  | 'close-wire'
  | 'up'
  | 'down'
  | 'page-up'
  | 'page-down'
  | 'first'
  | 'last'
  | 'again'
  | 'new'
  | 'save'
  | 'wire'
  | 'undo'
  | 'switch-answerer'
  | 'help'
  | 'quit';

export interface PlaygroundBinding {
  readonly action: PlaygroundAction;
  readonly keys: readonly string[];
  /** How the keys are shown; `labelOf` has it without arrows. */
  readonly label: string;
  /** In the footer; left out of it without. */
  readonly short?: string;
  readonly help: string;
  readonly surfaces: readonly PlaygroundSurface[];
}

const parts: readonly PlaygroundSurface[] = ['input', 'messages', 'settings'];
const lists: readonly PlaygroundSurface[] = ['messages', 'settings'];
const reading: readonly PlaygroundSurface[] = [...lists, 'wire'];

/** The playground's keys. It has its own, because letters type in it. The footer keeps this order. */
export const playgroundBindings: readonly PlaygroundBinding[] = [
  one('send', ['return'], 'Enter', 'send', 'send the message', ['input']),
  one('keep', ['return'], 'Enter', 'keep', 'take the text that was typed', ['line']),
  one('cancel', ['escape'], 'Esc', 'leave as it was', 'leave it as it was', ['line']),
  one('edit', ['return', 'e'], 'Enter e', 'edit', 'edit the message, whoever said it', ['messages']),
  one('delete', ['x', 'delete'], 'x Del', 'delete', 'delete the message', ['messages']),
  one('higher', ['right', 'l'], '→', undefined, 'a lower or higher value', ['settings']),
  one('lower', ['left', 'h'], '←', 'change', 'a lower or higher value', ['settings']),
  one('type', ['return', 'e'], 'Enter e', 'type', 'type a value; an empty one is not sent', ['settings']),
  one(
    'next-part',
    ['tab'],
    'Tab',
    'part',
    'from the input line to the messages, the settings, and back',
    parts,
  ),
  one(
    'previous-part',
    ['S-tab'],
    'Shift-Tab',
    undefined,
    'from the input line to the messages, the settings, and back',
    parts,
  ),
  one('back', ['escape'], 'Esc', 'back', 'stop a reply that is coming; else back to where you were', parts),
  one('close-wire', ['escape', 'w', 'backspace'], 'Esc', 'back', 'back to the conversation', ['wire']),
  one('again', ['C-r'], 'C-r', 'again', 'ask again: the last reply is dropped, and the list sent', parts),
  one('wire', ['w'], 'w', 'wire', 'what the latest request sent, and what came back', lists),
  one('undo', ['u'], 'u', 'undo', 'the list as it was before the last change', lists),
  one('new', ['C-l'], 'C-l', 'new', 'a new conversation: only the system message stays', parts),
  one(
    'switch-answerer',
    ['C-o'],
    'C-o',
    undefined,
    'who answers: your provider, or the simulated model',
    parts,
  ),
  one('save', ['C-s'], 'C-s', 'save', 'save it as a TypeScript program that runs', parts),
  one('up', ['up'], '↑', undefined, 'an earlier message that you sent; in lists move; in the wire scroll', [
    'input',
    ...reading,
  ]),
  one(
    'down',
    ['down'],
    '↓',
    undefined,
    'an earlier message that you sent; in lists move; in the wire scroll',
    ['input', ...reading],
  ),
  one('page-up', ['pageup'], 'PgUp', undefined, 'read back in the conversation', [...parts, 'wire']),
  one('page-down', ['pagedown'], 'PgDn', undefined, 'read back in the conversation', [...parts, 'wire']),
  one('first', ['home'], 'Home', undefined, 'to the beginning, or the end', reading),
  one('last', ['end'], 'End', undefined, 'to the beginning, or the end', reading),
  one('help', ['f1'], 'F1', 'help', 'these keys', ['input', 'line']),
];

/** In lists letters are free, so what has a Ctrl key has a letter there too, as everywhere else in the program. */
const letters: Readonly<Record<string, PlaygroundAction>> = {
  s: 'save',
  L: 'switch-answerer',
  k: 'up',
  j: 'down',
  '?': 'help',
  f1: 'help',
  q: 'quit',
};

function one(
  action: PlaygroundAction,
  keys: readonly string[],
  label: string,
  short: string | undefined,
  help: string,
  surfaces: readonly PlaygroundSurface[],
): PlaygroundBinding {
  return { action, keys, label, short, help, surfaces };
}

export function playgroundSurface(chat: Chat): PlaygroundSurface {
  if (chat.wire !== undefined) return 'wire';
  return chat.line === undefined ? chat.focus : 'line';
}

export function playgroundActionOf(key: string, surface: PlaygroundSurface): PlaygroundAction | undefined {
  const bound = playgroundBindings.find(
    ({ keys, surfaces }) => surfaces.includes(surface) && keys.includes(key),
  );
  if (bound !== undefined || surface === 'input' || surface === 'line') return bound?.action;
  const action = letters[key];
  return action === 'save' && surface === 'wire' ? undefined : action;
}
