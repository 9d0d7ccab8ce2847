import OpenAI from 'openai';

const client = new OpenAI();
const question = process.argv[2] ?? 'Which month is best for Kyoto?';

async function ask(parameters: { temperature?: number; max_tokens?: number }) {
  const completion = await client.chat.completions.create({
    model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
    messages: [{ role: 'user', content: question }],
    ...parameters,
  });
  return completion.choices[0];
}

console.log(`"${question}"\n`);

for (const temperature of [0, 1.2]) {
  const one = await ask({ temperature });
  const two = await ask({ temperature });
  // Compared as they came: a difference in one character is a difference.
  const agree = one?.message.content === two?.message.content;
  console.log(`temperature ${temperature}: ${agree ? 'same' : 'different'}`);
}

const cut = await ask({ max_tokens: 10 });
console.log(`finish_reason with max_tokens 10: ${cut?.finish_reason}`);
