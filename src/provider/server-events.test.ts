import fc from 'fast-check';
import { expect, test } from 'vitest';
import { redactor, Secret } from './secret.ts';
import { eventData, linesOf } from './server-events.ts';

async function* pieces(bytes: Buffer, cuts: readonly number[]): AsyncGenerator<Uint8Array> {
  const places = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((a, b) => a - b);
  let from = 0;
  for (const place of [...places, bytes.length]) {
    yield bytes.subarray(from, place);
    from = place;
  }
}

test('wherever the bytes are cut, the lines are the same, and together they are the text', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.string({ unit: 'binary' })), fc.array(fc.nat()), async (parts, cuts) => {
      const text = Buffer.from(parts.join('\n')).toString('utf8');
      const lines: string[] = [];
      for await (const line of linesOf(pieces(Buffer.from(text), cuts))) lines.push(line);
      expect(lines.join('')).toBe(text);
      expect(lines).toEqual(text.split(/(?<=\n)/).filter((line) => line !== ''));
    }),
  );
});

test('what lines say', () => {
  expect(eventData('data: {"a":1}\r\n')).toEqual({ done: false, data: { a: 1 } });
  expect(eventData('data:{"a":1}\n')).toEqual({ done: false, data: { a: 1 } });
  expect(eventData('data: [DONE]\n')).toEqual({ done: true, data: undefined });
  expect(eventData('data: half {')).toEqual({ done: false, data: 'half {' });
  for (const line of [': OPENROUTER PROCESSING\n', '\n', 'event: error\n', 'data:\n']) {
    expect(eventData(line)).toBeUndefined();
  }
});

test('a key is taken out of any text, in each of its forms; words that are no keys stay', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^sk-[!-~]{8,40}$/), fc.string(), (key, around) => {
      const clean = redactor(new Secret(key));
      for (const form of [key, JSON.stringify(key).slice(1, -1), encodeURIComponent(key)]) {
        fc.pre(!around.includes(form));
        expect(clean(`${around}${form}${around}`)).not.toContain(form);
      }
    }),
  );
  expect(redactor(new Secret('ollama'))('ollama is running')).toBe('ollama is running');
});
