// fails: times-out
// Ten seconds for each request instead of two.
import OpenAI from 'openai';

const client = new OpenAI({ maxRetries: 4, timeout: 10_000 });

try {
  const completion = await client.chat.completions.create({
    model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
    messages: [{ role: 'user', content: process.argv[2] ?? 'Where to in May?' }],
  });
  console.log(completion.choices[0]?.message.content);
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
