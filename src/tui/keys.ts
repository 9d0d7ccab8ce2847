/** What a key does. Each action has one meaning everywhere; where it makes no sense it does nothing. */
export type Action =
  | 'up'
  | 'down'
  | 'page-up'
  | 'page-down'
  | 'top'
  | 'bottom'
  | 'open'
  | 'next-tab'
  | 'previous-tab'
  | 'run'
  | 'grade'
  | 'watch'
  | 'hint'
  | 'edit'
  | 'next-item'
  | 'previous-item'
  | 'next-attempt'
  | 'previous-attempt'
  | 'expand'
  | 'reset'
  | 'undo'
  | 'stop'
  | 'back'
  | 'help'
  | 'suspend'
  | 'quit'
  | 'kill';

export type Surface = 'tree' | 'lesson' | 'exercise';

export interface Binding {
  readonly action: Action;
  /** Key names as the screen reports them. */
  readonly keys: readonly string[];
  /** How the keys are shown. */
  readonly label: string;
  /** In the footer, one or two words; left out of the footer without. */
  readonly short?: string;
  /** In the help. */
  readonly help: string;
  /** Where the footer shows it. */
  readonly surfaces: readonly Surface[];
}

const everywhere: readonly Surface[] = ['tree', 'lesson', 'exercise'];

/** All keys, as data: the loop, the footer and the help all read them from here. The footer keeps this order. */
export const bindings: readonly Binding[] = [
  {
    action: 'open',
    keys: ['enter', 'return'],
    label: 'Enter',
    short: 'open',
    help: 'open the selected lesson or exercise; at the end of a lesson, what comes next',
    surfaces: ['tree'],
  },
  {
    action: 'next-tab',
    keys: ['tab'],
    label: 'Tab',
    short: 'next tab',
    help: "an exercise's next tab",
    surfaces: ['exercise'],
  },
  {
    action: 'grade',
    keys: ['g'],
    label: 'g',
    short: 'grade',
    help: 'grade the exercise',
    surfaces: ['exercise'],
  },
  {
    action: 'run',
    keys: ['r'],
    label: 'r',
    short: 'run',
    help: 'run the program without checks',
    surfaces: ['exercise'],
  },
  { action: 'hint', keys: ['h'], label: 'h', short: 'hint', help: 'the next hint', surfaces: ['exercise'] },
  {
    action: 'edit',
    keys: ['e'],
    label: 'e',
    short: 'editor',
    help: 'open the file in your editor',
    surfaces: ['exercise'],
  },
  {
    action: 'watch',
    keys: ['w'],
    label: 'w',
    short: 'watch',
    help: 'grade at every save, on or off',
    surfaces: ['exercise'],
  },
  { action: 'stop', keys: ['.'], label: '.', help: 'stop what is running', surfaces: ['exercise'] },
  {
    action: 'back',
    keys: ['escape'],
    label: 'Esc',
    short: 'back',
    help: 'stop what is running; else back to the list',
    surfaces: ['lesson', 'exercise'],
  },
  { action: 'up', keys: ['up', 'k'], label: '↑ k', help: 'up', surfaces: everywhere },
  {
    action: 'down',
    keys: ['down', 'j'],
    label: '↓ j',
    short: 'move',
    help: 'down',
    surfaces: ['tree', 'lesson'],
  },
  {
    action: 'page-down',
    keys: ['pagedown', 'space', 'C-f'],
    label: 'PgDn Space',
    short: 'page',
    help: 'a page down',
    surfaces: ['lesson'],
  },
  { action: 'page-up', keys: ['pageup', 'C-b'], label: 'PgUp', help: 'a page up', surfaces: everywhere },
  { action: 'top', keys: ['home'], label: 'Home', help: 'to the beginning', surfaces: everywhere },
  { action: 'bottom', keys: ['end'], label: 'End', help: 'to the end', surfaces: everywhere },
  {
    action: 'next-item',
    keys: ['n'],
    label: 'n',
    short: 'next',
    help: 'the next lesson or exercise',
    surfaces: everywhere,
  },
  {
    action: 'previous-item',
    keys: ['p'],
    label: 'p',
    short: 'previous',
    help: 'the previous lesson or exercise',
    surfaces: everywhere,
  },
  {
    action: 'previous-tab',
    keys: ['S-tab'],
    label: 'Shift-Tab',
    help: "an exercise's previous tab",
    surfaces: ['exercise'],
  },
  {
    action: 'next-attempt',
    keys: [']'],
    label: ']',
    help: 'the next attempt, in Output and Wire',
    surfaces: ['exercise'],
  },
  {
    action: 'previous-attempt',
    keys: ['['],
    label: '[',
    help: 'the previous attempt',
    surfaces: ['exercise'],
  },
  {
    action: 'expand',
    keys: ['v'],
    label: 'v',
    help: 'all messages in full, in Wire',
    surfaces: ['exercise'],
  },
  {
    action: 'reset',
    keys: ['x'],
    label: 'x',
    help: 'the starter again; asks first, and u brings your text back',
    surfaces: ['exercise'],
  },
  { action: 'undo', keys: ['u'], label: 'u', help: 'undo the last reset', surfaces: everywhere },
  { action: 'help', keys: ['?'], label: '?', short: 'help', help: 'these keys', surfaces: everywhere },
  {
    action: 'suspend',
    keys: ['C-z'],
    label: 'Ctrl-Z',
    help: 'to the shell; fg comes back',
    surfaces: everywhere,
  },
  { action: 'quit', keys: ['q'], label: 'q', short: 'quit', help: 'quit', surfaces: everywhere },
  { action: 'kill', keys: ['C-c'], label: 'Ctrl-C', help: 'quit at once', surfaces: everywhere },
];

const byKey = new Map(bindings.flatMap(({ keys, action }) => keys.map((key) => [key, action] as const)));

export function actionOf(key: string): Action | undefined {
  return byKey.get(key);
}
