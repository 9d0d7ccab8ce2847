// fails: asks-once
// Sends five requests at the same time and takes the first reply.
import OpenAI from 'openai';

const client = new OpenAI({ maxRetries: 0, timeout: 2_000 });
const ask = () =>
  client.chat.completions.create({
    model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
    messages: [{ role: 'user', content: process.argv[2] ?? 'Where to?' }],
  });

try {
  const completion = await Promise.any([ask(), ask(), ask(), ask(), ask()]);
  console.log(completion.choices[0]?.message.content);
} catch (error) {
  console.error(String((error as AggregateError).errors[0]));
  process.exitCode = 1;
}
