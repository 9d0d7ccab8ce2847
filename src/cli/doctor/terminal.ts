import type { WriteStream } from 'node:tty';
import { isWindowsTerminal, knowsUnicode, terminalName } from '../../render/terminal.ts';
import { smallest } from '../../tui/layout.ts';
import { colorsOf } from '../output.ts';
import { surroundings } from '../terminal.ts';
import { type Finding, ok, remark } from './finding.ts';

/** What the screen will be drawn on. */
export function terminalFindings(stdout: WriteStream): readonly Finding[] {
  if (!stdout.isTTY) {
    const advice =
      'Run it in the terminal that you will use, or live with linear text: `npm start -- --plain`.';
    return [remark('terminal', 'standard output is no terminal', advice)];
  }
  return [kind(), size(stdout), colors(stdout), glyphs()];
}

function kind(): Finding {
  const { TERM, TERM_PROGRAM, TMUX, STY, SSH_CONNECTION } = process.env;
  const around = surroundings();
  const programs = [
    TERM_PROGRAM,
    isWindowsTerminal(around) ? 'Windows Terminal' : undefined,
    TMUX === undefined ? undefined : 'in tmux',
    STY === undefined ? undefined : 'in screen',
    SSH_CONNECTION === undefined ? undefined : 'over SSH',
  ].filter((each) => each !== undefined && each !== '');
  const name = terminalName(around);
  const seen = ['TERM', TERM ?? 'not set', ...programs].join(' ');
  return name === undefined || name === 'dumb'
    ? remark(
        'terminal',
        seen,
        'Without a known TERM you get linear text. Most terminals are `xterm-256color`.',
      )
    : ok('terminal', seen);
}

function size({ columns, rows }: WriteStream): Finding {
  const seen = `${columns} columns, ${rows} rows`;
  return columns >= smallest.columns && rows >= smallest.rows
    ? ok('size', seen)
    : remark(
        'size',
        seen,
        `The screen needs ${smallest.columns} columns and ${smallest.rows} rows: make the window larger, or use \`npm start -- --plain\`.`,
      );
}

function colors(stdout: WriteStream): Finding {
  const depth = colorsOf(stdout);
  if (depth === 0) return ok('colours', 'none (NO_COLOR, FORCE_COLOR or TERM)');
  return ok('colours', depth > 256 ? '16 million' : String(depth));
}

/** Whoever pastes this shows how the symbols come out, too. */
const samples = '✓ ✗ ▸ ─ │ → 你好 é 🙂|';

function glyphs(): Finding {
  const { LC_ALL, LC_CTYPE, LANG } = process.env;
  const locale = [LC_ALL, LC_CTYPE, LANG].find((value) => value !== undefined && value !== '') ?? 'no locale';
  return knowsUnicode(surroundings())
    ? ok('glyphs', `Unicode (${locale}): ${samples}`)
    : remark(
        'glyphs',
        `ASCII (${locale})`,
        'For lines and symbols set a UTF-8 locale, such as LANG=C.UTF-8.',
      );
}
