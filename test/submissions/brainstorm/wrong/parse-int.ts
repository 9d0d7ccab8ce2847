// fails: refuses-rounds
// parseInt reads "2x" as 2 and "1.5" as 1.
import OpenAI from 'openai';
import type { ChatCompletionMessageParam } from 'openai/resources/chat/completions';

const agents = [
  { name: 'Dreamer', system: 'You are Dreamer. You find bold ideas.' },
  { name: 'Realist', system: 'You are Realist. You turn ideas into first steps.' },
  { name: 'Critic', system: 'You are Critic. You look for the weakest point.' },
];

const [topic = 'Ideas for a quiet room', given = '2'] = process.argv.slice(2);
const rounds = Number.parseInt(given, 10);
if (!Number.isInteger(rounds) || rounds < 1) {
  console.error(`"${given}" is not a number of rounds: give a whole number from 1 on.`);
  process.exit(1);
}

const client = new OpenAI();
const model = process.env.OPENAI_MODEL ?? 'gpt-4o-mini';
const said: { name: string; text: string }[] = [];

for (let round = 1; round <= rounds; round += 1) {
  for (const agent of agents) {
    const messages: ChatCompletionMessageParam[] = [
      { role: 'system', content: agent.system },
      { role: 'user', content: topic },
      ...said.map(({ name, text }) => ({ role: 'user' as const, content: `${name}: ${text}` })),
    ];
    const completion = await client.chat.completions.create({ model, messages });
    const text = completion.choices[0]?.message.content ?? '';
    said.push({ name: agent.name, text });
    console.log(`${agent.name}: ${text}\n`);
  }
}
