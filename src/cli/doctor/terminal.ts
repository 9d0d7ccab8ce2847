import type { WriteStream } from 'node:tty';
import { smallest } from '../../tui/layout.ts';
import { useColor } from '../output.ts';
import { supportsUnicode } from '../plain-theme.ts';
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
  const { TERM = 'not set', TERM_PROGRAM, TMUX, STY, SSH_CONNECTION, WT_SESSION } = process.env;
  const around = [
    TERM_PROGRAM,
    WT_SESSION === undefined ? undefined : 'Windows Terminal',
    TMUX === undefined ? undefined : 'in tmux',
    STY === undefined ? undefined : 'in screen',
    SSH_CONNECTION === undefined ? undefined : 'over SSH',
  ].filter((each) => each !== undefined && each !== '');
  const seen = ['TERM', TERM, ...around].join(' ');
  return TERM === 'dumb' || TERM === 'not set'
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
  const depth = stdout.getColorDepth();
  const amount = depth >= 24 ? '16 million' : depth >= 8 ? '256' : depth >= 4 ? '16' : 'none';
  if (!useColor(stdout)) return ok('colours', `${amount}, but none are used (NO_COLOR or TERM)`);
  return ok('colours', amount);
}

/** Whoever pastes this shows how the symbols come out, too. */
const samples = '✓ ✗ ▸ ─ │ → 你好 é 🙂|';

function glyphs(): Finding {
  const { LC_ALL, LC_CTYPE, LANG } = process.env;
  const locale = [LC_ALL, LC_CTYPE, LANG].find((value) => value !== undefined && value !== '') ?? 'no locale';
  return supportsUnicode()
    ? ok('glyphs', `Unicode (${locale}): ${samples}`)
    : remark(
        'glyphs',
        `ASCII (${locale})`,
        'For lines and symbols set a UTF-8 locale, such as LANG=C.UTF-8.',
      );
}
