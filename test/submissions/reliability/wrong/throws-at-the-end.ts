// fails: finishes
// Does all it should, and crashes on a misspelt field when it reports the usage.
import OpenAI from 'openai';

const client = new OpenAI({ maxRetries: 4, timeout: 2_000 });
const completion = await client.chat.completions.create({
  model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
  messages: [{ role: 'user', content: process.argv[2] ?? 'Where to?' }],
});
console.log(completion.choices[0]?.message.content);
const { usages } = completion as unknown as { usages: { total: number } };
console.log(usages.total);
