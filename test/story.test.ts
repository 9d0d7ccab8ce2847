import { readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { launcher } from './project.ts';
import { sizes } from './sizes.ts';
import { Terminal, type TerminalOptions } from './terminal.ts';
import { createWorkspace, type Workspace } from './workspace.ts';

/** The whole program in a pseudo-terminal, as an attendee uses it. */
let workspace: Workspace;
beforeEach(() => {
  workspace = createWorkspace();
});
afterEach(() => workspace.remove());

function start(options: TerminalOptions = {}, args: readonly string[] = []): Terminal {
  return new Terminal(process.execPath, [launcher, 'start', '--workshop', workspace.folder, ...args], {
    columns: 100,
    rows: 32,
    ...options,
    env: { AGENTLINGS_HOME: workspace.state, ...options.env },
  });
}

const exerciseFile = ['exercises', '01-single-turn', 'exercise.ts'] as const;

function saveSolution(): void {
  workspace.write(workspace.read('solutions', '01-single-turn.ts'), ...exerciseFile);
}

/** Opens the exercise single-turn from a fresh start. */
async function openSingleTurn(terminal: Terminal): Promise<void> {
  await terminal.see('How this workshop works');
  terminal.press('down', 'down', 'down', 'enter');
  await terminal.see('Build a travel assistant that answers one question');
}

test('read the lesson, fail, save the solution, pass, quit, come back: still passed', async () => {
  {
    await using terminal = start();
    await terminal.see('Welcome to Agentlings');
    terminal.press('down', 'down', 'enter');
    await terminal.see('one plain step');
    await terminal.see('Chat Completions API');
    terminal.press('end');
    await terminal.see('100%');
    terminal.press('n');
    await terminal.see('Build a travel assistant that answers one question');
    terminal.press('g');
    await terminal.see('Sends one chat completion request');
    await terminal.see(/expected +1 chat completion request/);
    await terminal.see(/seen +no request/);
    await terminal.see('Call client.chat.completions.create exactly once.');
    await terminal.see(/1\/10 points/);
    saveSolution();
    await terminal.see('All checks pass: 10 of 10 points');
    await terminal.see(/file saved \d\d:\d\d:\d\d/);
    terminal.press('tab');
    await terminal.see('POST /v1/chat/completions');
    await terminal.see('travel assistant');
    await terminal.see('temperature');
    terminal.press('q');
    expect(await terminal.exit).toEqual({ exitCode: 0, signal: 0 });
    expect(terminal.alternate).toBe(false);
    expect(terminal.cursorVisible).toBe(true);
  }
  await using again = start();
  await again.see('Build a travel assistant that answers one question');
  await again.see(/passed +10\/10 points/);
  again.press('escape');
  await again.see(/The Chat Completions A.* read/);
});

describe('a program that misbehaves', () => {
  test('an endless loop is shown with its time, keys stay live, and Esc stops it', async () => {
    workspace.write("console.log('it begins'); for (;;) {}\n", ...exerciseFile);
    await using terminal = start();
    await openSingleTurn(terminal);
    terminal.press('r');
    await terminal.see('it begins');
    await terminal.see(/run #1 . running . [1-9]\.\d s/);
    terminal.press('?');
    await terminal.see('open the file in your editor');
    terminal.press('?');
    terminal.press('escape');
    await terminal.see(/run #1 . stopped/);
  });

  test('a syntax error names line, column and the code; output with escapes is harmless', async () => {
    workspace.write('const answer = ;\n', ...exerciseFile);
    await using terminal = start();
    await openSingleTurn(terminal);
    terminal.press('w', 'r');
    await terminal.see('exercise.ts:1:16');
    await terminal.see('const answer = ;');
    workspace.write(
      "console.log('{bold}{red-fg}tags{/}\\u001b[2J\\u001b[31m 日本 🍜 end\\u0007');\n",
      ...exerciseFile,
    );
    terminal.press('r');
    await terminal.see('{bold}{red-fg}tags{/}');
    await terminal.see(/日本 🍜 +end/);
    await terminal.see('01 Single turn');
  });

  test('a flood of output is stopped, and the log is named', async () => {
    workspace.write("for (;;) console.log('and again');\n", ...exerciseFile);
    await using terminal = start();
    await openSingleTurn(terminal);
    terminal.press('r');
    await terminal.see(/run #1 . done/);
    terminal.press('end');
    await terminal.see('printed more than 1024 KiB');
  });
});

test('the latest save wins: a newer one stops the grade of the one before', async () => {
  workspace.write('setInterval(() => {}, 1000);\n', ...exerciseFile);
  await using terminal = start();
  await openSingleTurn(terminal);
  terminal.press('g');
  await terminal.see(/grade #1 . grading/);
  saveSolution();
  await terminal.see(/grade #2 . done/);
  await terminal.see('All checks pass');
});

test('hints come one at a time, stay after a save, and after a restart', async () => {
  {
    await using terminal = start();
    await openSingleTurn(terminal);
    terminal.press('h');
    await terminal.see('Hint 1 of 3');
    await terminal.seeNo('Hint 2 of 3');
    terminal.press('h');
    await terminal.see('Hint 2 of 3');
    saveSolution();
    await terminal.see(/grade #1 . done/);
    terminal.press('5');
    await terminal.see('Hint 2 of 3');
    terminal.press('q');
    await terminal.exit;
  }
  await using again = start();
  await again.see(/Hints 2\/6/);
});

test('a reset asks first, and undo brings the text back', async () => {
  workspace.write("console.log('precious');\n", ...exerciseFile);
  await using terminal = start();
  await openSingleTurn(terminal);
  // Without the watch no verdict can take the place of what is said here.
  terminal.press('w');
  await terminal.see('watch off');
  terminal.press('x');
  await terminal.see('(y/n)');
  terminal.press('n');
  await terminal.seeNo('(y/n)');
  expect(readFileSync(workspace.file(...exerciseFile), 'utf8')).toContain('precious');
  terminal.press('x', 'y');
  await terminal.see('The starter is back');
  expect(readFileSync(workspace.file(...exerciseFile), 'utf8')).toBe(
    workspace.read('exercises', '01-single-turn', '.starter.ts'),
  );
  terminal.press('u');
  await terminal.see('Undone: reset single-turn');
  expect(readFileSync(workspace.file(...exerciseFile), 'utf8')).toContain('precious');
});

test('the editor gets the terminal, and gives it back', async () => {
  const editor = workspace.file('editor.sh');
  writeFileSync(editor, '#!/bin/sh\necho "editing $1"\nread line\necho "// $line" >> "$1"\n', {
    mode: 0o755,
  });
  await using terminal = start({ env: { EDITOR: editor } });
  await openSingleTurn(terminal);
  terminal.press('e');
  await terminal.see('editing ');
  expect(terminal.alternate).toBe(false);
  terminal.press('n', 'o', 't', 'e', 'enter');
  await terminal.see('01 Single turn');
  expect(terminal.alternate).toBe(true);
  expect(readFileSync(workspace.file(...exerciseFile), 'utf8')).toContain('// note');
  await terminal.see(/grade #1/);
});

describe('sizes', () => {
  test.each([...sizes, [60, 15]] as const)(
    '%i x %i shows list, lesson and exercise',
    async (columns, rows) => {
      await using terminal = start({ columns, rows });
      await terminal.see('Agentlings');
      await terminal.see('How this workshop works');
      terminal.press('enter');
      await terminal.see('In this workshop you build programs');
      terminal.press('n');
      await terminal.see('Send one message to the model');
      await terminal.see('q quit');
    },
  );

  test('too small says so, and a larger terminal goes on where it was', async () => {
    await using terminal = start({ columns: 100, rows: 30 });
    await openSingleTurn(terminal);
    terminal.resize(58, 14);
    await terminal.see('58x14');
    await terminal.seeNo('Task');
    terminal.resize(72, 20);
    await terminal.see('Build a travel assistant');
    for (let width = 60; width <= 120; width += 7) terminal.resize(width, 15 + (width % 9));
    terminal.resize(90, 25);
    await terminal.see('q quit');
    await terminal.see('Build a travel assistant');
    expect(terminal.rows()).toHaveLength(25);
  });
});

describe('however it ends, the terminal is as it was', () => {
  test.each(['SIGTERM', 'SIGHUP', 'SIGINT'] as const)('%s', async (signal) => {
    await using terminal = start();
    await terminal.see('Single turn');
    terminal.signal(signal);
    await terminal.exit;
    expect(terminal.alternate).toBe(false);
    expect(terminal.cursorVisible).toBe(true);
  });

  test('Ctrl-C while a program runs leaves no process behind', async () => {
    workspace.write(
      'console.log("pid " + process.pid + "."); setInterval(() => {}, 1000);\n',
      ...exerciseFile,
    );
    await using terminal = start();
    await openSingleTurn(terminal);
    terminal.press('r');
    await terminal.see(/pid \d+\./);
    const pid = Number(/pid (\d+)\./.exec(terminal.screenText())?.[1]);
    terminal.press('ctrl-c');
    await terminal.exit;
    expect(terminal.alternate).toBe(false);
    await terminal.until(() => !isRunning(pid), 'for the program to be gone');
  });
});

describe('other terminals', () => {
  test.each(['tmux-256color', 'screen-256color', 'linux', 'vt100', 'xterm'])(
    'TERM=%s works, and prints no errors',
    async (term) => {
      await using terminal = start({ term });
      await openSingleTurn(terminal);
      expect(terminal.screenText()).not.toMatch(/error|Setulc/i);
      terminal.press('q');
      expect(await terminal.exit).toEqual({ exitCode: 0, signal: 0 });
    },
  );

  test('NO_COLOR sends no colours', async () => {
    await using terminal = start({ env: { NO_COLOR: '1' } });
    await openSingleTurn(terminal);
    expect(terminal.raw).not.toMatch(/\u001b\[[0-9;]*(3[0-7]|4[0-7]|38;5|48;5|9[0-7])[0-9;]*m/);
  });

  test('TERM=dumb and --plain are a plain session with a prompt, and no full screen', async () => {
    for (const [options, args] of [
      [{ term: 'dumb' }, []],
      [{}, ['--plain']],
    ] as const) {
      await using terminal = start(options, args);
      await terminal.see('agentlings>');
      terminal.press('h', 'i', 'n', 't', ' ', '1', 'enter');
      await terminal.see('Hint 1 of 3');
      expect(terminal.alternate).toBe(false);
      terminal.press('q', 'enter');
      expect(await terminal.exit).toEqual({ exitCode: 0, signal: 0 });
      workspace.remove();
      workspace = createWorkspace();
    }
  });
});

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
