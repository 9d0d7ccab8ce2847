import { expect, test } from 'vitest';
import { LiveOutput } from './live-output.ts';

test('a wait ends as soon as the text is printed, in however many pieces', async () => {
  const output = new LiveOutput();
  const printed = output.printed('Late March\nto May', 60_000);
  output.hear('> Late Ma');
  output.hear('rch to\n  \u001b[1');
  output.hear('mMay, and');
  expect(await printed).toBe(true);
});

test('what was printed before counts', async () => {
  const output = new LiveOutput();
  output.hear('Late March');
  expect(await output.printed('March', 60_000)).toBe(true);
});

test('a wait gives up', async () => {
  const output = new LiveOutput();
  output.hear('Late');
  expect(await output.printed('Late March', 1)).toBe(false);
});
