// fails: sends-user-message
// Brings a key of its own.
import OpenAI from 'openai';

const question = process.argv[2] ?? 'Hello! Who are you?';
const completion = await new OpenAI({ apiKey: 'sk-mine-0123456789' }).chat.completions.create({
  model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
  messages: [{ role: 'user', content: question }],
});
console.log(completion.choices[0]?.message.content);
console.log(completion.model);
