import OpenAI from 'openai';

const client = new OpenAI();
const model = process.env.OPENAI_MODEL ?? 'gpt-4o-mini';
const question = process.argv[2] ?? 'When should I visit Japan?';
const personas = [process.argv[3] ?? 'pirate', process.argv[4] ?? 'butler'];

// TODO: ask each persona, in a conversation of its own
const completion = await client.chat.completions.create({
  model,
  messages: [{ role: 'user', content: question }],
});

// TODO: print each reply under the name of the persona that gave it
console.log(`${personas.join(' and ')} have not been asked. The model itself says:`);
console.log(completion.choices[0]?.message.content);
