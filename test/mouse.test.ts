import { afterEach, beforeEach, expect, test } from 'vitest';
import { launcher } from './project.ts';
import { Terminal } from './terminal.ts';
import { createWorkspace, type Workspace } from './workspace.ts';

/** The mouse as a terminal reports it, from the first click to a terminal that has it back. */
let workspace: Workspace;
beforeEach(() => {
  workspace = createWorkspace();
});
afterEach(() => workspace.remove());

function start(term = 'xterm-256color'): Terminal {
  return new Terminal(process.execPath, [launcher, 'start', '--workshop', workspace.folder], {
    columns: 100,
    rows: 30,
    term,
    env: { AGENTLINGS_HOME: workspace.state },
  });
}

/** Presses and releases the left button on the first place that shows a text. */
function click(terminal: Terminal, text: string): void {
  const rows = terminal.rows();
  const row = rows.findIndex((line) => line.includes(text));
  const column = (rows[row] ?? '').indexOf(text);
  terminal.press(`\x1b[<0;${column + 2};${row + 1}M`, `\x1b[<0;${column + 2};${row + 1}m`);
}

test('a click opens, the wheel scrolls, the footer presses keys, and the terminal gets its mouse back', async () => {
  await using terminal = start();
  await terminal.see('Welcome to Agentlings');
  await terminal.until(() => terminal.modes.mouseTrackingMode === 'vt200', 'for the mouse to be asked for');
  click(terminal, '01 Single turn');
  await terminal.see('▸ ○ 01 Single turn');
  click(terminal, '01 Single turn');
  await terminal.see('watch on');
  await terminal.see('Single turn');
  click(terminal, 'Hints');
  await terminal.see('[Hints');
  click(terminal, 'How this workshop');
  await terminal.see('min  ');
  terminal.press('\x1b[<65;60;10M', '\x1b[<65;60;10M');
  await terminal.see(/min {2}(?!\d%)\d+%/);
  click(terminal, '? help');
  await terminal.see('the mouse works here');
  terminal.press('?', 'm');
  await terminal.see('m turns it on');
  await terminal.until(() => terminal.modes.mouseTrackingMode === 'none', 'for the mouse to be left');
  terminal.press('q');
  expect(await terminal.exit).toEqual({ exitCode: 0, signal: 0 });

  await using again = start();
  await again.see('How this workshop works');
  expect(again.modes.mouseTrackingMode).toBe('none');
  again.press('m');
  await again.until(() => again.modes.mouseTrackingMode === 'vt200', 'for the mouse to be asked for');
  again.press('q');
  await again.exit;
  expect(again.modes.mouseTrackingMode).toBe('none');
});

test('a terminal that has no mouse is asked for none', async () => {
  await using terminal = start('vt100');
  await terminal.see('Welcome to Agentlings');
  terminal.press('q');
  await terminal.exit;
  expect(terminal.raw).not.toContain('?1000h');
});
