import { afterEach, beforeEach, expect, test } from 'vitest';
import { seededRandom } from '../src/grading/kit/random.ts';
import { bindings } from '../src/tui/keys.ts';
import { launcher, root } from './project.ts';
import { Terminal } from './terminal.ts';
import { createWorkspace, type Workspace } from './workspace.ts';

/** Thousands of random keys and sizes: at the end the screen lives, and shows what it would show if drawn anew. */
const keys = 5_000;
/** Fewer bytes than what counts as pasted. */
const atOnce = 20;
const seed = process.env.SOAK_SEED ?? 'soak 1';

let workspace: Workspace;
beforeEach(() => {
  workspace = createWorkspace(root);
});
afterEach(() => workspace.remove());

const bytes: Readonly<Record<string, string>> = {
  up: '\x1b[A',
  down: '\x1b[B',
  right: '\x1b[C',
  left: '\x1b[D',
  home: '\x1b[H',
  end: '\x1b[F',
  pageup: '\x1b[5~',
  pagedown: '\x1b[6~',
  tab: '\t',
  'S-tab': '\x1b[Z',
  return: '\r',
  space: ' ',
  'C-f': '\x06',
  'C-b': '\x02',
};

// What leaves the program, or waits for an editor, would end it early; a lone Esc is pressed in between.
const left = new Set(['quit', 'kill', 'suspend', 'edit', 'back']);
const pressed = bindings
  .filter(({ action }) => !left.has(action))
  .flatMap((binding) => binding.keys)
  .flatMap((key) => (key.length === 1 ? [key] : (bytes[key] ?? [])));
const others = [
  'y',
  'n',
  '/',
  '7',
  'ä',
  '你',
  '🙂',
  '\x7f',
  '\x01',
  '\x1b[15~',
  '\x1b[200~pasted\ntext\x1b[201~',
];

/**
 * Out of whatever is open, to the list. Keys are answered in their order: when End and Home have moved the mark there,
 * everything before them has been answered.
 */
async function toTheList(terminal: Terminal): Promise<void> {
  for (let look = 0; look < 60; look += 1) {
    terminal.press('escape');
    await within(terminal, () => false, 60);
    terminal.press('end');
    if (!(await within(terminal, () => /▸ . Models, prices/.test(terminal.screenText()), 500))) continue;
    terminal.press('home');
    await terminal.see(/▸ . How this workshop works/);
    return;
  }
  throw new Error(`There is no way back to the list:\n${terminal.screenText()}`);
}

async function within(terminal: Terminal, holds: () => boolean, ms: number): Promise<boolean> {
  const deadline = Date.now() + ms;
  return terminal.until(() => holds() || Date.now() > deadline, 'for a moment').then(holds);
}

test(`after ${keys} random keys (seed "${seed}") the screen lives and is whole`, {
  timeout: 600_000,
}, async () => {
  const { integer, pick } = seededRandom(seed);
  const all: [string, ...string[]] = [pressed[0] ?? 'j', ...pressed, ...others];
  await using terminal = new Terminal(process.execPath, [launcher, 'start', '--workshop', workspace.folder], {
    env: { AGENTLINGS_HOME: workspace.state },
  });
  await terminal.see('Welcome to Agentlings');
  for (let count = 0; count < keys; count += atOnce) {
    terminal.press(Array.from({ length: atOnce }, () => pick(all)).join(''));
    if (integer(4) === 0) terminal.resize(40 + integer(120), 8 + integer(50));
    if (integer(4) === 0) terminal.resize(80, 24);
    terminal.resize(80, 24);
    await toTheList(terminal);
  }
  terminal.press('end', 'home', 'enter');
  await terminal.see('Esc back');
  terminal.press('home');
  await terminal.see('In this workshop you build programs');
  const seen = terminal.screenText();
  terminal.resize(100, 30);
  await terminal.until(() => terminal.screenText() !== seen, 'for another size');
  terminal.resize(80, 24);
  await terminal.until(() => terminal.screenText() === seen, 'for the same picture, drawn anew');
  expect(terminal.alternate).toBe(true);
  terminal.press('q');
  expect(await terminal.exit).toEqual({ exitCode: 0, signal: 0 });
});
