// fails: waits
// Waits the same half second each time.
// A loop of its own around a client that never retries.
import { setTimeout as sleep } from 'node:timers/promises';
import OpenAI from 'openai';

const client = new OpenAI({ maxRetries: 0, timeout: 1900 });
const most = 4;

function passes(error: unknown): boolean {
  if (error instanceof OpenAI.APIConnectionError) return true;
  return error instanceof OpenAI.APIError && (error.status === 429 || error.status >= 500);
}

function waitFor(error: unknown, tries: number): number {
  const after =
    error instanceof OpenAI.APIError ? Number(error.headers?.get('retry-after') ?? 'none') : Number.NaN;
  return Number.isNaN(after) ? Math.min(8000, 500 + tries) : after * 1000;
}

for (let tries = 1; tries <= most; tries += 1) {
  try {
    const completion = await client.chat.completions.create({
      model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
      messages: [{ role: 'user', content: process.argv[2] ?? 'Where is it quiet?' }],
    });
    console.log(completion.choices[0]?.message.content);
    break;
  } catch (error) {
    if (!passes(error) || tries === most) {
      console.error('failed:', error instanceof OpenAI.APIError ? (error.status ?? 'no connection') : error);
      process.exitCode = 1;
      break;
    }
    await sleep(waitFor(error, tries));
  }
}
