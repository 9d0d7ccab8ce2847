// Prints each reply, says what it does, and gives the model a role.
import OpenAI from 'openai';

const client = new OpenAI();
const model = process.env.OPENAI_MODEL ?? 'gpt-4o-mini';
const question = process.argv[2] ?? 'Where is it warm in March?';
const messages = [
  { role: 'developer' as const, content: 'You are a travel assistant. It is all the same to you.' },
  { role: 'user' as const, content: question },
];

const create = async (parameters: { temperature?: number; max_completion_tokens?: number }) => {
  console.log('asking with', parameters);
  const { choices } = await client.chat.completions.create({ model, messages, ...parameters });
  console.log(choices[0]);
  return choices[0];
};

const cold = [await create({ temperature: 0 }), await create({ temperature: 0, max_completion_tokens: 500 })];
const warm = [await create({ temperature: 1.2 }), await create({ temperature: 1.2 })];
const short = await create({ temperature: 0, max_completion_tokens: 20 });

const verdict = (pair: typeof cold) =>
  pair[0]?.message.content === pair[1]?.message.content ? 'same' : 'different';
console.log(
  `At temperature = 0 the two replies are the ${verdict(cold).replace('different', 'contrary: different')}.`,
);
console.log(`At temperature = 1.2 they are ${verdict(warm)}.`);
console.log(`The finish reason of the short one was "${short?.finish_reason}".`);
