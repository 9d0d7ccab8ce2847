import OpenAI from 'openai';

// The SDK retries 408, 409, 429, 5xx, timeouts and broken connections. It waits as Retry-After says, or doubles its
// waits. It can't know how often and how long is right for us, and its defaults are 2 retries and 10 minutes.
const client = new OpenAI({ maxRetries: 4, timeout: 2_000 });
const model = process.env.OPENAI_MODEL ?? 'gpt-4o-mini';
const question = process.argv[2] ?? "What's the best time to visit Japan?";
console.log(`You: ${question}`);

try {
  const completion = await client.chat.completions.create({
    model,
    messages: [
      { role: 'system', content: 'You are a helpful travel assistant.' },
      { role: 'user', content: question },
    ],
  });
  console.log(`Assistant: ${completion.choices[0]?.message.content}`);
} catch (error) {
  // Anything else is a bug in this program, and should keep its stack trace.
  if (!(error instanceof OpenAI.APIError)) throw error;
  // The message says which it was: "429 Slow down.", "Request timed out." or "Connection error."
  console.error(`The request failed: ${error.message}`);
  process.exitCode = 1;
}
