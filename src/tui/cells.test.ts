import headless from '@xterm/headless';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hex, trueColor } from '../render/color.ts';
import { awkwardText } from '../render/text.fixture.ts';
import { type Line, plain, span } from '../render/text.ts';
import { graphemes, graphemeWidth, isSimple } from '../render/width.ts';
import { CellPainter } from './cells.ts';

const size = { columns: 24, rows: 5 };

function written(terminal: headless.Terminal, text: string): Promise<void> {
  return new Promise((resolve) => terminal.write(text, resolve));
}

const style = fc.record(
  {
    fg: fc.constantFrom(1, 12, 200, hex('#7cc7ff')),
    bg: fc.constantFrom(0, 24, hex('#0b4f8a')),
    bold: fc.constant(true),
    inverse: fc.constant(true),
  },
  { requiredKeys: [] },
);
const line: fc.Arbitrary<Line> = fc.array(
  fc
    .tuple(fc.oneof(awkwardText, fc.string({ maxLength: 12 })), style)
    .map(([text, look]) => span(text.replace(/\p{Cc}/gu, '?'), look)),
  { maxLength: 4 },
);

/** The first cell that isn't what the frame says; terminals differ about all but simple characters, so others are only known by their place. */
function difference(terminal: headless.Terminal, lines: readonly Line[]): string | undefined {
  for (let y = 0; y < size.rows; y += 1) {
    const row = terminal.buffer.active.getLine(y);
    let x = 0;
    for (const { text, style: look } of lines[y] ?? []) {
      for (const wanted of graphemes(text)) {
        const width = graphemeWidth(wanted);
        if (width === 0 || x + width > size.columns) continue;
        const cell = row?.getCell(x);
        x += width;
        if (!isSimple(wanted)) continue;
        const seen = cell?.getChars() || ' ';
        if (seen !== wanted) return `${x},${y}: "${seen}" for "${wanted}"`;
        if ((cell?.isBold() !== 0) !== (look.bold === true)) return `${x},${y}: bold`;
        if ((cell?.isInverse() !== 0) !== (look.inverse === true)) return `${x},${y}: inverse`;
        if (look.fg === undefined && !cell?.isFgDefault()) return `${x},${y}: colour`;
        if (look.fg === hex('#7cc7ff') && cell?.getFgColor() !== 0x7cc7ff) return `${x},${y}: 24-bit`;
      }
    }
    for (; x < size.columns; x += 1)
      if ((row?.getCell(x)?.getChars() || ' ') !== ' ') return `${x},${y}: not empty`;
  }
  return undefined;
}

test('after any frames the terminal shows the last one', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(line, { maxLength: size.rows }), { minLength: 1, maxLength: 5 }),
      async (frames) => {
        const terminal = new headless.Terminal({ cols: 24, rows: 5, allowProposedApi: true });
        const painter = new CellPainter({ colors: trueColor, links: false });
        for (const frame of frames) {
          await written(terminal, painter.paint(frame, size));
          expect(difference(terminal, frame)).toBeUndefined();
        }
        terminal.dispose();
      },
    ),
    { numRuns: 150 },
  );
});

test('only what has changed is written', () => {
  const painter = new CellPainter({ colors: 256, links: false });
  painter.paint([[span('one two')]], size);
  expect(painter.paint([[span('one two')]], size)).toBe('');
  expect(painter.paint([[span('one too')]], size)).toBe('\x1b[1;6Ho');
  painter.forget();
  expect(painter.paint([[span('one too')]], size)).toContain('one too');
});

test('each cell of a link says where it leads', () => {
  const link = { ...span('ab'), href: 'https://example.com/' };
  const painted = new CellPainter({ colors: 256, links: true }).paint([[link]], size);
  expect(painted.match(/\x1b\]8;;https:\/\/example\.com\//g)).toHaveLength(2);
  expect(plain([link])).toBe('ab');
});

test('fewer colours than the frame has are made of the nearest, and none of reversed cells', () => {
  const frame = [[span('x', { fg: hex('#ff0000'), bg: hex('#000000') })]];
  const painted = (colors: 0 | 16 | 256) => new CellPainter({ colors, links: false }).paint(frame, size);
  expect(painted(256)).toContain('\x1b[0;38;5;196;48;5;16m');
  expect(painted(16)).toContain('\x1b[0;91;40m');
  expect(painted(0)).toContain('\x1b[0;7m');
});
