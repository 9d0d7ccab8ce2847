import OpenAI from 'openai';

// The key and the address come from the environment: OPENAI_API_KEY and OPENAI_BASE_URL.
const client = new OpenAI();

const question = process.argv[2] ?? 'Hello! Who are you?';

const completion = await client.chat.completions.create({
  model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
  messages: [{ role: 'user', content: question }],
});

console.log(completion.choices[0]?.message.content);
// The response says who really answered. It is often a dated version of the model that was asked for.
console.log(`Answered by ${completion.model}`);
