// fails: asks-for-stream
// Waits for the whole reply.
import OpenAI from 'openai';

const client = new OpenAI();
const { choices, usage } = await client.chat.completions.create({
  model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
  messages: [{ role: 'user', content: process.argv[2] ?? 'When is Japan warm?' }],
});
console.log(choices[0]?.message.content);
console.log(usage);
