// fails: clear-end
// Catches nothing: Node prints a stack trace.
import OpenAI from 'openai';

const client = new OpenAI({ maxRetries: 4, timeout: 2_000 });

const completion = await client.chat.completions.create({
  model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
  messages: [{ role: 'user', content: process.argv[2] ?? 'Where to in May?' }],
});
console.log(completion.choices[0]?.message.content);
