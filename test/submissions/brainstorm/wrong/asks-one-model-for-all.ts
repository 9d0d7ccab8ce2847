// fails: three-a-round
// One request plays all three agents at once.
import OpenAI from 'openai';
import type { ChatCompletionMessageParam } from 'openai/resources/chat/completions';

const [topic = 'Ideas for a quiet room', given = '2'] = process.argv.slice(2);
const rounds = Number(given);
if (!Number.isInteger(rounds) || rounds < 1) {
  console.error(`"${given}" is not a number of rounds: give a whole number from 1 on.`);
  process.exit(1);
}

const client = new OpenAI();
const model = process.env.OPENAI_MODEL ?? 'gpt-4o-mini';
const said: { name: string; text: string }[] = [];

if (topic !== '') {
  for (const agent of [{ name: 'All', system: `Play Dreamer, Realist and Critic for ${rounds} rounds.` }]) {
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
