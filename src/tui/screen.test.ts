import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { Terminal, type TerminalOptions } from '../../test/terminal.ts';
import { plain } from '../render/text.ts';
import { graphemes, graphemeWidth } from '../render/width.ts';
import { Story } from './story.fixture.ts';
import { view } from './view.ts';

const fixture = path.join(path.dirname(fileURLToPath(import.meta.url)), 'screen.fixture.ts');

function open(options: TerminalOptions = {}): Terminal {
  return new Terminal(process.execPath, ['--import', 'tsx', fixture], options);
}

/** The first cell that differs between the screen and the frame. Where a wide character is, its neighbour is not compared. */
function difference(terminal: Terminal, story: Story): string | undefined {
  for (const [y, line] of view(story.state).lines.entries()) {
    let x = 0;
    for (const wanted of graphemes(plain(line))) {
      const width = graphemeWidth(wanted);
      const seen = terminal.cell(x, y) || ' ';
      // Emulators without newer Unicode tables take a sequence of emoji apart: its beginning is enough.
      if (width === 1 ? seen !== wanted : !wanted.startsWith(seen)) {
        return `row ${y}, column ${x}: "${seen}" instead of "${wanted}"`;
      }
      x += width;
    }
  }
  return undefined;
}

async function expectSame(terminal: Terminal, story: Story): Promise<void> {
  await terminal
    .until(() => difference(terminal, story) === undefined, 'for the frame')
    .catch((error: unknown) => {
      throw new Error(`${difference(terminal, story)}\n${String(error)}`);
    });
}

function expectRestored(terminal: Terminal): void {
  expect(terminal.alternate).toBe(false);
  expect(terminal.cursorVisible).toBe(true);
  expect(terminal.modes).toMatchObject({
    applicationCursorKeysMode: false,
    applicationKeypadMode: false,
    mouseTrackingMode: 'none',
    bracketedPasteMode: false,
  });
}

/** How a test names a key, and how the screen does. */
const steps = [
  ['enter', 'return'],
  ['j', 'j'],
  ['down', 'down'],
  ['page-down', 'pagedown'],
  ['k', 'k'],
  ['end', 'end'],
  ['up', 'up'],
  ['page-up', 'pageup'],
  ['home', 'home'],
  ['space', 'space'],
  ['n', 'n'],
  ['tab', 'tab'],
  ['shift-tab', 'S-tab'],
  ['5', '5'],
  ['?', '?'],
  ['?', '?'],
  ['1', '1'],
  ['x', 'x'],
  ['n', 'n'],
  ['escape', 'escape'],
] as const;

describe.each(['xterm-256color', 'tmux-256color', 'screen-256color', 'linux', 'vt100'])('on %s', (term) => {
  test('the screen is the frame, cell for cell, with emoji and CJK, through keys, resizes and the end', async () => {
    await using terminal = open({ term, columns: 120, rows: 30 });
    const story = new Story({ size: { columns: 120, rows: 30 } });
    await expectSame(terminal, story);
    for (const [pressed, key] of steps) {
      terminal.press(pressed);
      await expectSame(terminal, story.press(key));
    }
    terminal.press('enter');
    story.press('return');
    for (const [columns, rows] of [
      [80, 24],
      [60, 15],
      [59, 15],
      [101, 40],
    ] as const) {
      terminal.resize(columns, rows);
      await expectSame(terminal, story.resize(columns, rows));
    }
    expect(terminal.raw).not.toMatch(/Setulc|Error on/);
    terminal.press('q');
    expect(await terminal.exit).toEqual({ exitCode: 0, signal: 0 });
    expectRestored(terminal);
    expect(terminal.screenText().trim()).toBe('goodbye');
  });
});

test('a terminal without colours gets none, and what is selected is reversed', async () => {
  await using terminal = open({ term: 'vt100' });
  await terminal.see('Talking to a model');
  expect(terminal.raw).not.toMatch(/\x1b\[(?:[0-9]+;)*[349][0-9]m/);
  expect(terminal.raw).toMatch(/\x1b\[0;7m/);
});

/** How a row's first character in colour has its colour. */
function kindOfColor(terminal: Terminal, row: number): 'none' | '16' | '256' | '24-bit' {
  const line = terminal.emulator.buffer.active.getLine(row);
  for (let x = 0; x < 80; x += 1) {
    const cell = line?.getCell(x);
    if (cell?.isFgRGB()) return '24-bit';
    if (cell?.isFgPalette()) return cell.getFgColor() < 16 ? '16' : '256';
  }
  return 'none';
}

test.each([
  ['xterm-kitty', {}, '24-bit'],
  ['xterm', { COLORTERM: 'truecolor' }, '24-bit'],
  ['screen-256color', { TERMINFO: '/nowhere' }, '256'],
  ['never-heard-of-256color', {}, '256'],
  ['linux', {}, '16'],
  ['xterm', {}, '16'],
  ['vt100', {}, 'none'],
  ['xterm-kitty', { NO_COLOR: '1' }, 'none'],
  ['xterm', { FORCE_COLOR: '3' }, '24-bit'],
] as const)('TERM=%s with %o has colours: %s, and all of its keys', async (term, env, colors) => {
  await using terminal = open({ term, env });
  await terminal.see('Talking to a model');
  expect(terminal.alternate).toBe(true);
  expect(kindOfColor(terminal, 0)).toBe(colors);
  const story = new Story();
  // Each key as one kind of terminal or another sends it.
  for (const [sent, key] of [
    ['\x1b[B', 'down'],
    ['\x1bOB', 'down'],
    ['\x1b[A', 'up'],
    ['\x1b[4~', 'end'],
    ['\x1b[1~', 'home'],
    ['\x1b[8~', 'end'],
    ['\x1bOH', 'home'],
  ] as const) {
    terminal.press(sent);
    await expectSame(terminal, story.press(key));
  }
});

test('a terminal that can be asked tells that it has 24-bit colours, and the answer is no key', async () => {
  await using terminal = open({ term: 'xterm' });
  terminal.emulator.parser.registerCsiHandler({ prefix: '>', final: 'q' }, () => {
    terminal.press('\x1bP>|Made up(1)\x1b\\');
    return true;
  });
  await terminal.see('Talking to a model');
  await terminal.until(() => kindOfColor(terminal, 0) === '24-bit', 'for the colours that it said it has');
  await expectSame(terminal, new Story());
});

test('an editor has the terminal to itself, and afterwards the workshop is back', async () => {
  await using terminal = open();
  await terminal.see('Talking to a model');
  terminal.press('down', 'e');
  await terminal.see('the editor');
  expectRestored(terminal);
  // `q` and Enter are the editor's now.
  terminal.press('q', 'u', 'enter');
  await terminal.see('typed <qu>');
  terminal.press('enter');
  const story = new Story().press('down', 'e');
  await expectSame(terminal, story);
  expect(terminal.alternate).toBe(true);
  terminal.press('enter');
  await expectSame(terminal, story.press('return'));
  terminal.press('q');
  await terminal.exit;
  expectRestored(terminal);
});

test('Ctrl-Z gives the shell its terminal back, and fg brings the workshop', async () => {
  await using terminal = new Terminal('sh', ['-i'], { env: { PS1: 'shell> ' } });
  await terminal.see('shell>');
  terminal.press(`'${process.execPath}' --import tsx '${fixture}'`, 'enter');
  await terminal.see('Talking to a model');
  terminal.press('ctrl-z');
  await terminal.see(/Stopped[^>]*shell>\s*$/);
  expectRestored(terminal);
  terminal.press('fg', 'enter');
  const story = new Story();
  await expectSame(terminal, story);
  terminal.press('down');
  await expectSame(terminal, story.press('down'));
  terminal.press('q');
  await terminal.see(/goodbye\s+shell>/);
  expectRestored(terminal);
});
