import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import { expect, test } from 'vitest';
import type { ChatRequest } from './chat/request.ts';
import { countPrompt } from './prompt-tokens.ts';
import { loadTokenizer } from './tokens.ts';

const tokenizer = await loadTokenizer();
const prose =
  'Travel broadens the mind, they say; 旅は道連れ! Don’t forget 2,048 spare socks…\n\n\tconst a = [1, 2];\n 😀 ';

function promptOf(text: string): ChatRequest {
  return { model: 'gpt-4o', messages: [{ role: 'user', content: text }] };
}

test('ordinary text is counted exactly, however long', async () => {
  expect(tokenizer.count(prose)).toBe(encode(prose).length);
  const long = prose.repeat(1_000);
  // Seven more: three for the message, one for its role, three that begin the reply.
  expect(await countPrompt(promptOf(long), tokenizer, 1_000_000)).toBe(encode(long).length + 7);
});

test('pieces make up the text again, with no character torn', () => {
  for (const text of [
    prose,
    '😀'.repeat(700),
    `!${'😀'.repeat(700)}`,
    'a'.repeat(1_000),
    ' '.repeat(1_000),
    'é'.repeat(900),
  ]) {
    expect(tokenizer.pieces(text).join('')).toBe(text);
  }
});

test('a cut is at a token’s border and begins the text', () => {
  for (let limit = 0; limit < 30; limit += 1) {
    const { text, cut } = tokenizer.cut(prose, limit);
    expect(prose.startsWith(text)).toBe(true);
    expect(cut).toBe(true);
    expect(tokenizer.count(text)).toBeLessThanOrEqual(limit);
  }
  expect(tokenizer.cut(prose, 10_000)).toEqual({ text: prose, cut: false });
});

test('others get their turn while a long prompt is counted', async () => {
  let turns = 0;
  let counting = true;
  const tick = () => {
    turns += 1;
    if (counting) setImmediate(tick);
  };
  setImmediate(tick);
  await countPrompt(promptOf('x'.repeat(500_000)), tokenizer, 1_000_000);
  counting = false;
  expect(turns).toBeGreaterThan(5);
});

test('beyond the window a prompt is not counted to its end, and still found too long', async () => {
  const counted = await countPrompt(promptOf('word '.repeat(200_000)), tokenizer, 10_000);
  expect(counted).toBeGreaterThan(200_000);
});
