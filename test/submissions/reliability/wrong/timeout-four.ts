// fails: times-out
// Waits four seconds for each answer.
import OpenAI from 'openai';

// The SDK retries 408, 409, 429, 5xx, timeouts and broken connections by itself, waits as Retry-After says or
// doubles its waits. What it can't know is how often and how long is right for us: its defaults are 2 and 10 minutes.
const client = new OpenAI({ maxRetries: 4, timeout: 4_000 });

const question = process.argv[2] ?? "What's the best time to visit Japan?";
console.log(`You: ${question}`);

try {
  const completion = await client.chat.completions.create({
    model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
    messages: [
      { role: 'system', content: 'You are a helpful travel assistant.' },
      { role: 'user', content: question },
    ],
  });
  console.log(`Assistant: ${completion.choices[0]?.message.content ?? ''}`);
} catch (error) {
  // Anything else is a mistake in this program, and should be seen with its stack.
  if (!(error instanceof OpenAI.APIError)) throw error;
  // "429 Slow down.", "Request timed out." or "Connection error.": the message says which it was.
  console.error(`The request failed: ${error.message}`);
  process.exitCode = 1;
}
