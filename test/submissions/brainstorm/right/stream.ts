// Prints while they speak.
import OpenAI from 'openai';

const client = new OpenAI();
const topic = process.argv[2] || 'Games for a long train ride';
const rounds = Number(process.argv[3] ?? '2');
if (!(Number.isInteger(rounds) && rounds >= 1)) {
  console.error('usage: brainstorm TOPIC ROUNDS, and ROUNDS is 1 or more');
  process.exit(64);
}
const order = ['Dreamer', 'Realist', 'Critic'];
const said: string[] = [];

while (said.length < rounds * order.length) {
  const name = order[said.length % order.length] ?? '';
  process.stdout.write(`\n${name} (${said.length + 1}): `);
  const stream = await client.chat.completions.create({
    model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
    stream: true,
    messages: [
      { role: 'system', content: `${name}!` },
      { role: 'user', content: topic },
      ...said.map((content) => ({ role: 'assistant' as const, content })),
    ],
  });
  let text = '';
  for await (const chunk of stream) {
    text += chunk.choices[0]?.delta.content ?? '';
    process.stdout.write(chunk.choices[0]?.delta.content ?? '');
  }
  said.push(`${name}: ${text}`);
}
console.log();
