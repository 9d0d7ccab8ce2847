import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromAnsi, paint, sgr, toAnsi } from './ansi.ts';
import { type ColorDepth, colorRgb, reducedColor, rgb, trueColor } from './color.ts';
import { awkwardText } from './text.fixture.ts';
import { plain, type Style, span } from './text.ts';

test('understands colours, bold, underline and inverse, and switches them off', () => {
  const [line] = fromAnsi('\x1b[1;31mA\x1b[22;4mB\x1b[24;39;7mC\x1b[27;48;5;200mD\x1b[49;92mE\x1b[mF');
  expect(line).toEqual([
    span('A', { bold: true, fg: 1 }),
    span('B', { fg: 1, underline: true }),
    span('C', { inverse: true }),
    span('D', { bg: 200 }),
    span('E', { fg: 10 }),
    span('F'),
  ]);
});

test('24-bit colours stay what they are, in each form in which they are written', () => {
  const red = [span('x', { fg: rgb(255, 0, 10) })];
  for (const codes of [
    '38;2;255;0;10',
    '38:2:255:0:10',
    '38:2::255:0:10',
    '38:2:1:255:0:10',
    '38;2;999;0;10',
  ])
    expect(fromAnsi(`\x1b[${codes}mx`)[0]).toEqual(red);
});

test('a terminal with fewer colours gets the nearest that it has', () => {
  expect(reducedColor(rgb(129, 128, 127), 256)).toBe(244);
  expect(colorRgb(244)).toEqual([128, 128, 128]);
  expect([trueColor, 256, 16, 0].map((depth) => sgr({ fg: rgb(255, 0, 0) }, depth as ColorDepth))).toEqual([
    '38;2;255;0;0',
    '38;5;196',
    '91',
    '',
  ]);
  expect(sgr({ bg: 46 }, 16)).toBe('102');
  // What is marked by its background is still marked.
  expect(sgr({ bg: 46 }, 0)).toBe('7');
});

test('drops every other sequence, and shows control characters', () => {
  const lines = fromAnsi('\x1b[2Ja\x1b]0;t\x07b\x1b[3mc\0\r\nnext\ttab');
  expect(lines.map(plain)).toEqual(['abc␀', 'next    tab']);
});

test('a style goes on over line ends', () => {
  expect(fromAnsi('\x1b[1ma\nb').map((line) => line[0]?.style)).toEqual([{ bold: true }, { bold: true }]);
});

test('without colour the text has no escape sequences', () => {
  expect(toAnsi([span('a', { fg: 1, bold: true })], { color: 0 })).toBe('a');
});

test('a style inside a style adds to it', () => {
  const text = paint(`a${paint('b', { fg: 1 })}c`, { bold: true });
  expect(fromAnsi(text)[0]).toEqual([
    span('a', { bold: true }),
    span('b', { bold: true, fg: 1 }),
    span('c', { bold: true }),
  ]);
});

const anyColor = fc.oneof(
  fc.nat(255),
  fc.nat(0xffffff).map((color) => 0x1000000 + color),
);
const anyStyle: fc.Arbitrary<Style> = fc.record(
  {
    fg: anyColor,
    bg: anyColor,
    bold: fc.constant(true),
    underline: fc.constant(true),
    inverse: fc.constant(true),
  },
  { requiredKeys: [] },
);

test('what toAnsi writes, fromAnsi reads', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(awkwardText, anyStyle), { maxLength: 5 }), (parts) => {
      const line = parts.filter(([text]) => text !== '').map(([text, style]) => span(text, style));
      expect(fromAnsi(toAnsi(line, { color: trueColor }))).toEqual([line]);
    }),
  );
});

test('links to the web and to files are written as such where that is wanted; others are text', () => {
  const line = [
    { text: 'guide', style: {}, href: 'https://example.com/a' },
    { text: ' and ', style: {} },
    { text: 'lesson', style: {}, href: 'tools.md' },
    { text: ' and ', style: {}, href: 'https://example.com/\x1b]0;evil\x07' },
  ];
  expect(toAnsi(line, { color: 0, links: true })).toBe(
    '\x1b]8;;https://example.com/a\x1b\\guide\x1b]8;;\x1b\\ and lesson and ',
  );
  expect(toAnsi(line, { color: 0 })).toBe('guide and lesson and ');
});
