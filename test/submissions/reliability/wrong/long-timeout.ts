// fails: times-out
// Nine seconds of silence are too long.
import OpenAI from 'openai';

// Retries 429, 5xx and broken connections, waits longer each time, and obeys Retry-After.
const client = new OpenAI({ maxRetries: 3, timeout: 9_000 });
const question = process.argv[2] ?? 'When should I visit Japan?';

/** What a person can do something with. */
function explain(error: unknown): string {
  if (error instanceof OpenAI.APIConnectionTimeoutError) return 'no answer within 2 seconds.';
  if (error instanceof OpenAI.APIConnectionError) return 'the connection broke.';
  if (!(error instanceof OpenAI.APIError)) return String(error);
  if (error.status === 401) return '401, the key is not valid.';
  if (error.status === 429) return '429, too many requests. Try again in a minute.';
  return `${error.message}`;
}

try {
  const completion = await client.chat.completions.create({
    model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
    messages: [{ role: 'user', content: question }],
  });
  console.log(completion.choices[0]?.message.content);
} catch (error) {
  console.error(`The request failed: ${explain(error)}`);
  process.exitCode = 1;
}
