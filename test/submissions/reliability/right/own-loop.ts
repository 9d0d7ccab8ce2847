// An own loop around the SDK, whose retries are off.
import { setTimeout as sleep } from 'node:timers/promises';
import OpenAI from 'openai';

const client = new OpenAI({ maxRetries: 0, timeout: 2000 });
const question = process.argv[2] ?? 'Where shall I go in May?';
const body = {
  model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
  messages: [{ role: 'user' as const, content: question }],
  max_completion_tokens: 500,
};

function passes(error: unknown): boolean {
  if (error instanceof OpenAI.APIConnectionError) return true;
  return error instanceof OpenAI.APIError && (error.status === 429 || (error.status ?? 0) >= 500);
}

function waitFor(error: unknown, retry: number): number {
  const after = error instanceof OpenAI.APIError ? error.headers?.get('retry-after') : undefined;
  if (after) return Number(after) * 1000;
  return Math.min(4000, 200 * 1.5 ** retry);
}

for (let retry = 0; ; retry += 1) {
  try {
    const completion = await client.chat.completions.create(body);
    console.log(completion.choices[0]?.message.content);
    break;
  } catch (error) {
    if (!passes(error) || retry === 4) {
      console.error(`Giving up: ${(error as Error).message}`);
      process.exit(1);
    }
    await sleep(waitFor(error, retry));
  }
}
