import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import type { Evidence } from './evidence.ts';
import { CheckFailure } from './failure.ts';
import { containsNumber, outputWithout, requirePrinted, requirePrintedInOrder } from './output.ts';

function evidence(output: string): Evidence {
  const attempt = { outcome: 'exited', message: '' } as Evidence['attempt'];
  return {
    title: '',
    args: [],
    model: 'gpt-4o-mini',
    stdin: undefined,
    attempt,
    index: 0,
    hidden: false,
    requests: [],
    awaited: [],
    output,
  };
}

const reply = '  Go early:\n\n- "the amber heron" way\n- 100% it’s worth it\n';

describe('what counts as printed', () => {
  test.each([
    ['as it came', reply],
    ['among other output', `> ${reply}\n(done)`],
    ['wrapped at a narrow width', 'Go\nearly:\n- "the\namber heron" way - 100%\nit’s worth it'],
    ['as JSON', JSON.stringify({ content: reply })],
    [
      'as Node shows objects',
      `{ role: 'assistant', content: '  Go early:\\n' +\n    '\\n' +\n    '- "the amber heron" way\\n' +\n    '- 100% it’s worth it\\n' }`,
    ],
  ])('%s', (_how, output) => {
    expect(() => requirePrinted(evidence(output), reply, 'the reply')).not.toThrow();
  });

  test.each([
    ['nothing', ''],
    ['a part', '  Go early:\n\n- "the amber heron" way'],
    ['in other words', 'Go early, the amber heron way; 100% worth it'],
    ['in other case', reply.toUpperCase()],
    ['the first line', 'Go early:'],
  ])('not: %s', (_how, output) => {
    expect(() => requirePrinted(evidence(output), reply, 'the reply')).toThrow(CheckFailure);
  });

  test.each([
    'short',
    '\n  begins and ends with white space,\n\n  and has "quotes"\n',
    `it's "both" kinds of quotes\n  and two  spaces\n`,
    'a back\\slash, a tab\t, and a `tick`\nand more than one line to make it long',
  ])('inside an object, as console.log shows it: %j', (text) => {
    const shown = inspect({ role: 'assistant', content: text, refusal: null });
    expect(() => requirePrinted(evidence(shown), text, 'the reply')).not.toThrow();
    expect(outputWithout(evidence(shown), [text])).not.toContain(text.trim().slice(-5));
    const row = inspect({ content: text }, { breakLength: Number.POSITIVE_INFINITY });
    expect(() => requirePrinted(evidence(`│ ${row} │`), text, 'the reply')).not.toThrow();
  });

  test('an empty reply is not found everywhere', () => {
    expect(() => requirePrinted(evidence('anything'), '', 'the reply')).toThrow(CheckFailure);
  });
});

describe('order', () => {
  test('the rest after the last text is returned', () => {
    expect(requirePrintedInOrder(evidence('one two\nthree 42'), ['one', 'two', 'three'], 'word')).toBe(' 42');
  });

  test('a text that stands too early is told as such', () => {
    expect(() => requirePrintedInOrder(evidence('two one'), ['one', 'two'], 'word')).toThrow(
      /printed too early/,
    );
  });
});

describe('numbers', () => {
  test.each([
    '1234',
    'total: 1234.',
    '1,234 tokens',
    '(1.234)',
    '1 234',
    '1_234',
    "1'234",
    'a1234b',
    '1234/2',
  ])('%j holds 1234', (text) => {
    expect(containsNumber(text, 1234)).toBe(true);
  });

  test.each(['12345', '91234', '1234.5', '0.1234', '12,34', '1,2345', ''])('%j does not', (text) => {
    expect(containsNumber(text, 1234)).toBe(false);
  });

  test('a number in a reply is not a printed count', () => {
    const text = outputWithout(evidence('It takes 42 days.\nTotal: 7'), ['It takes 42 days.']);
    expect(containsNumber(text, 42)).toBe(false);
    expect(containsNumber(text, 7)).toBe(true);
  });
});
