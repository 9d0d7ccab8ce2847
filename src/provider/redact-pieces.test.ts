import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PieceRedactor } from './redact-pieces.ts';

const secret = 'sk-live-4f71c0ffee';

function through(pieces: readonly string[]): readonly string[] {
  const redactor = new PieceRedactor([secret]);
  return [...pieces.map((piece) => redactor.add(piece)), redactor.end()];
}

test('an ordinary text goes on piece by piece', () => {
  expect(through(['Hel', 'lo ', 'sk', 'i'])).toEqual(['Hel', 'lo ', 'sk', 'i', '']);
});

test('what only begins like a secret comes a piece later, or at the end', () => {
  expect(through(['a sk-li', 'ne'])).toEqual(['a ', 'sk-line', '']);
  expect(through(['a sk-liv'])).toEqual(['a ', 'sk-liv']);
});

test('however a secret is cut, no more than its beginning gets through, and the text around it does', () => {
  const cuts = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(cuts, fc.boolean(), (sizes, twice) => {
      let rest = `Your key is ${secret}, ${twice ? secret : 'really'}.`;
      const pieces = sizes.map((size) => {
        const piece = rest.slice(0, size);
        rest = rest.slice(size);
        return piece;
      });
      const text = through([...pieces, rest]).join('');
      expect(text).not.toContain('live-4f71');
      expect(text).toMatch(/^Your key is (s|sk|sk-)?\[redacted\], .*\.$/);
    }),
  );
});
