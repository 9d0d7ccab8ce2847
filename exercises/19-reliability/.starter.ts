import OpenAI from 'openai';

// TODO: it gives up at the first failure, and it waits ten seconds for an answer that never comes
const client = new OpenAI({ maxRetries: 0, timeout: 10_000 });
const model = process.env.OPENAI_MODEL ?? 'gpt-4o-mini';
const question = process.argv[2] ?? "What's the best time to visit Japan?";
console.log(`You: ${question}`);

try {
  const completion = await client.chat.completions.create({
    model,
    messages: [{ role: 'user', content: question }],
  });
  console.log(`Assistant: ${completion.choices[0]?.message.content}`);
} catch {
  // TODO: say what failed, where errors belong, and let the calling program know
  console.log('Something went wrong.');
}
