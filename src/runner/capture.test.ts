import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { Capture } from './capture.ts';
import type { AttemptEvent } from './types.ts';

function capture(limit: number): {
  all: Capture;
  source: PassThrough;
  told: () => string;
  fulls: () => number;
} {
  const events: AttemptEvent[] = [];
  let fulls = 0;
  const all = new Capture(
    limit,
    () => {
      fulls += 1;
    },
    (event) => events.push(event),
  );
  const source = new PassThrough();
  all.listen('stdout', source);
  const told = () => events.map((event) => (event.type === 'output' ? event.text : '')).join('');
  return { all, source, told, fulls: () => fulls };
}

/** Pieces as a pipe may cut them: at any byte. */
async function feed(source: PassThrough, bytes: Buffer, size: number): Promise<void> {
  for (let start = 0; start < bytes.length; start += size) source.write(bytes.subarray(start, start + size));
  source.end();
  await new Promise((resolve) => source.once('end', resolve));
}

test.each([1, 2, 3, 5])(
  'characters that come in pieces of %i bytes are whole, for listeners too',
  async (size) => {
    const text = 'añ日🍜e\u0301 ✓\n'.repeat(20);
    const { all, source, told } = capture(1e6);
    await feed(source, Buffer.from(text), size);
    all.close();
    expect(all.text('stdout')).toBe(text);
    expect(told()).toBe(text);
  },
);

test('half a character at the end is told as a replacement character', async () => {
  const { all, source, told } = capture(1e6);
  await feed(source, Buffer.from('日本').subarray(0, 5), 2);
  all.close();
  expect(told()).toBe('日\ufffd');
  expect(all.text('stdout')).toBe('日\ufffd');
});

test('a flood is cut between characters, and the limit is told once', async () => {
  const { all, source, fulls } = capture(300 * 1024);
  const text = `a${'日'.repeat(200_000)}`;
  await feed(source, Buffer.from(text), 10_007);
  all.close();
  expect(fulls()).toBe(1);
  const kept = all.text('stdout');
  expect(/^a日+\n… \d+ KiB left out …\n日+$/.test(kept)).toBe(true);
  expect(all.bytes('stdout')).toBe(Buffer.byteLength(text));
});
