import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { launcher, root } from './project.ts';
import { randomRuns } from './sizes.ts';
import { Terminal } from './terminal.ts';
import { createWorkspace, type Workspace } from './workspace.ts';

/** Whatever is typed, pasted and clicked before: when the program ends, or stops, the shell has the terminal it had. */
let workspace: Workspace;
beforeEach(() => {
  workspace = createWorkspace();
  // Stands for an editor: it ends after a line, and not before, whatever it is sent.
  writeFileSync(workspace.file('editor.sh'), '#!/bin/sh\necho "the editor"\nread line\n', { mode: 0o755 });
});
afterEach(() => workspace.remove());

const program = [launcher, 'start', '--workshop'];
const tsx = import.meta.resolve('tsx');
const crashing = ['--import', tsx, path.join(root, 'test', 'crash.fixture.ts')];

/**
 * A shell with job control, and in it the program as npm starts it: from another process of the same group. What the
 * terminal is set to is written down before and after.
 */
async function inShell(args: readonly string[]): Promise<Terminal> {
  const words = [process.execPath, ...args].map((word) => `'${word}'`).join(' ');
  writeFileSync(
    workspace.file('run.sh'),
    `stty -g > before\nsh -c 'echo $$ > pid; exec "$@"' sh ${words}\nstty -g > after\necho "over and out"\n`,
  );
  const terminal = new Terminal('sh', ['-i'], {
    cwd: workspace.folder,
    env: {
      PS1: 'shell> ',
      AGENTLINGS_HOME: workspace.state,
      EDITOR: workspace.file('editor.sh'),
    },
  });
  await terminal.see('shell>');
  terminal.press('sh run.sh', 'enter');
  await terminal.see('How this workshop works');
  return terminal;
}

function pid(): number {
  return Number(readFileSync(workspace.file('pid'), 'utf8'));
}

function expectModesLeft(terminal: Terminal): void {
  expect(terminal.alternate).toBe(false);
  expect(terminal.cursorVisible).toBe(true);
  expect(terminal.modes).toMatchObject({
    applicationCursorKeysMode: false,
    applicationKeypadMode: false,
    mouseTrackingMode: 'none',
    bracketedPasteMode: false,
    wraparoundMode: true,
  });
}

async function expectOver(terminal: Terminal): Promise<void> {
  await terminal.until(() => existsSync(workspace.file('after')), 'for the program to end');
  await terminal.see('over and out');
  expectModesLeft(terminal);
  expect(workspace.read('after')).toBe(workspace.read('before'));
}

const keys = [...'jkgrhtnpwvol/:[]?!uxmy12345.', '\r', '\t', ' ', '\x1b[A', '\x1b[B', '\x1b[5~', '\x1b[6~'];
const typed = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...keys) },
  // Played as keys these would end it, stop it, open the editor and reset a file.
  {
    weight: 3,
    arbitrary: fc
      .constantFrom('qe', 'eq', 'xy', 'q', '\x1a', 'e\rq')
      .map((text) => `\x1b[200~${text}\x1b[201~`),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom(0, 64, 65), fc.integer({ min: 1, max: 80 }), fc.integer({ min: 1, max: 22 }))
      .map(([button, column, row]) => `\x1b[<${button};${column};${row}M`),
  },
);
/** Some in one piece, some one after the other. */
const inputs = fc.array(fc.array(typed, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 8 });

async function typeAll(terminal: Terminal, pieces: readonly (readonly string[])[]): Promise<void> {
  for (const piece of pieces) {
    terminal.press(piece.join(''));
    await delay(20);
  }
}

/** Out of whatever is open, and then q; y where it asks. */
async function quit(terminal: Terminal): Promise<void> {
  while (!existsSync(workspace.file('after'))) {
    terminal.press('escape');
    await delay(150);
    terminal.press('q');
    await delay(150);
    if (terminal.screenText().includes('(y/n)')) terminal.press('y');
  }
}

async function stopAndGoOn(terminal: Terminal): Promise<void> {
  terminal.press('ctrl-z');
  await terminal.see(/Stopped[^>]*shell>\s*$/);
  expectModesLeft(terminal);
  terminal.press('fg', 'enter');
  await terminal.until(() => terminal.alternate, 'for the screen to be back');
  await terminal.see('Agentlings');
  terminal.press('ctrl-c');
}

describe.each<[string, readonly string[], (terminal: Terminal) => Promise<void>]>([
  ['q', program, quit],
  ['Ctrl-C', program, async (terminal) => terminal.press('ctrl-c')],
  ['Ctrl-Z, fg, Ctrl-C', program, stopAndGoOn],
  ['SIGTERM', program, async () => void process.kill(pid(), 'SIGTERM')],
  ['SIGHUP', program, async () => void process.kill(pid(), 'SIGHUP')],
  ['a crash', crashing, async () => void process.kill(pid(), 'SIGUSR2')],
  ['q and e in one piece', program, async (terminal) => terminal.press('\x03qe')],
])('%s', (_, args, end) => {
  test('after anything the terminal is as it was', async () => {
    await fc.assert(
      fc.asyncProperty(inputs, async (pieces) => {
        workspace.remove();
        workspace = createWorkspace();
        await using terminal = await inShell([...args, workspace.folder]);
        await typeAll(terminal, pieces);
        await end(terminal);
        await expectOver(terminal);
      }),
      { numRuns: randomRuns, endOnFailure: true },
    );
  });
});

test('after SIGKILL, which nobody hears, the shell has its terminal back too', async () => {
  await using terminal = await inShell([...program, workspace.folder]);
  // The process that puts the terminal back is there when a program can run.
  terminal.press('down', 'down', 'down', 'r');
  await terminal.see(/run #1 . done/);
  process.kill(pid(), 'SIGKILL');
  await terminal.until(() => !terminal.alternate, 'for the normal screen');
  expectModesLeft(terminal);
  await terminal.until(() => existsSync(workspace.file('after')), 'for the shell');
  // What is typed before the modes are back is read in the old ones, so it is asked until they are.
  const isMended = () => /(^|\s)isig/m.test(terminal.screenText());
  const asking = setInterval(() => terminal.press(isMended() ? '' : 'stty -a\n'), 300);
  await terminal.until(isMended, 'for the shell’s modes').finally(() => clearInterval(asking));
});

test('SIGTERM while an editor has the terminal ends the editor too, and nothing takes the terminal back', async () => {
  await using terminal = await inShell([...program, workspace.folder]);
  terminal.press('down', 'down', 'down', 'enter');
  await terminal.see('[Task]');
  terminal.press('e');
  await terminal.see('the editor');
  process.kill(pid(), 'SIGTERM');
  await expectOver(terminal);
});
