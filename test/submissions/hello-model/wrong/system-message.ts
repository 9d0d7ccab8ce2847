// fails: sends-user-message
// The message has the wrong role.
import OpenAI from 'openai';

const question = process.argv[2] ?? 'Hello! Who are you?';
const completion = await new OpenAI().chat.completions.create({
  model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
  messages: [{ role: 'system', content: question }],
});
console.log(completion.choices[0]?.message.content);
console.log(completion.model);
