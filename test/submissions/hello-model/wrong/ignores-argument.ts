// fails: sends-user-message
// Always says the same.
import OpenAI from 'openai';

const question = 'Hello! Who are you?';
const completion = await new OpenAI().chat.completions.create({
  model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
  messages: [{ role: 'user', content: question }],
});
console.log(completion.choices[0]?.message.content);
console.log(completion.model);
