import OpenAI from 'openai';

const client = new OpenAI();
const model = process.env.OPENAI_MODEL ?? 'gpt-4o-mini';
const topic = process.argv[2] ?? 'How can our library get more visitors?';
// TODO: not everything that can be typed here is a number of rounds
const rounds = Number(process.argv[3] ?? 2);

const speakers = [
  { name: 'Dreamer', instructions: 'You are the Dreamer. You have bold ideas, in two sentences.' },
  // TODO: two more speakers are missing
];

console.log(`Topic: ${topic} (${rounds} rounds)\n`);

// TODO: let everybody speak in every round, and hear what was said before
for (const { name, instructions } of speakers) {
  const completion = await client.chat.completions.create({
    model,
    messages: [
      { role: 'system', content: instructions },
      { role: 'user', content: topic },
    ],
  });
  console.log(`${name}: ${completion.choices[0]?.message.content}\n`);
}
