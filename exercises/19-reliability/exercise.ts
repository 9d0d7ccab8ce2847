import OpenAI from 'openai';

// TODO: find better numbers; the library's own are 2 further tries, and ten minutes for an answer
const client = new OpenAI({ maxRetries: 1, timeout: 10_000 });
const question = process.argv[2] ?? 'When should I visit Japan?';

const completion = await client.chat.completions.create({
  model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
  messages: [{ role: 'user', content: question }],
});

console.log(completion.choices[0]?.message.content);

// TODO: say what went wrong in one line that a person can use
