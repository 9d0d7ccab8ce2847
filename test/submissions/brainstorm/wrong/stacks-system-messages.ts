// fails: one-system
// One list for all: each agent pushes its system message onto it.
import OpenAI from 'openai';
import type { ChatCompletionMessageParam } from 'openai/resources/chat/completions';

const agents = [
  { name: 'Dreamer', system: 'You are Dreamer. You find bold ideas.' },
  { name: 'Realist', system: 'You are Realist. You turn ideas into first steps.' },
  { name: 'Critic', system: 'You are Critic. You look for the weakest point.' },
];

const [topic = 'Ideas for a quiet room', given = '2'] = process.argv.slice(2);
const rounds = Number(given);
if (!Number.isInteger(rounds) || rounds < 1) {
  console.error(`"${given}" is not a number of rounds: give a whole number from 1 on.`);
  process.exit(1);
}

const client = new OpenAI();
const model = process.env.OPENAI_MODEL ?? 'gpt-4o-mini';
const messages: ChatCompletionMessageParam[] = [];

for (let round = 1; round <= rounds; round += 1) {
  for (const agent of agents) {
    messages.push({ role: 'system', content: agent.system });
    if (messages.length === 1) messages.push({ role: 'user', content: topic });
    const completion = await client.chat.completions.create({ model, messages });
    const text = completion.choices[0]?.message.content ?? '';
    messages.push({ role: 'user', content: `${agent.name}: ${text}` });
    console.log(`${agent.name}: ${text}\n`);
  }
}
