import OpenAI from 'openai';

// TODO: the library tries twice by itself and waits ten minutes for an answer. Is that what you want?
const client = new OpenAI();
const question = process.argv[2] ?? 'When should I visit Japan?';

const completion = await client.chat.completions.create({
  model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
  messages: [{ role: 'user', content: question }],
});

console.log(completion.choices[0]?.message.content);

// TODO: say what went wrong in one line that a person can use
