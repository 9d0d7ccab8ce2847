import OpenAI from 'openai';

const client = new OpenAI();
const question = process.argv[2] ?? 'When should I visit Japan?';

// TODO: print the text while it comes, not when it is complete
const completion = await client.chat.completions.create({
  model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
  messages: [{ role: 'user', content: question }],
});

console.log(completion.choices[0]?.message.content);

// TODO: print how many tokens it took

// TODO: say so when the reply breaks off
