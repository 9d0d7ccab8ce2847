import OpenAI from 'openai';

const client = new OpenAI();
const topic = process.argv[2] ?? 'How can our library get more visitors?';
const rounds = Number(process.argv[3] ?? 2);

const speakers = [
  { name: 'Dreamer', instructions: 'You are the Dreamer. You have bold ideas and no fear of costs.' },
  { name: 'Realist', instructions: 'You are the Realist. You say what can be done next week, and how.' },
  { name: 'Critic', instructions: 'You are the Critic. You name the weakest point of what was said.' },
];

if (!Number.isInteger(rounds) || rounds < 1) {
  console.error(`The number of rounds must be 1 or more, and not "${process.argv[3]}".`);
  process.exit(1);
}

/** What was said so far. Everybody sees all of it, and only the instructions differ. */
const said: string[] = [];

console.log(`Topic: ${topic} (${rounds} rounds)\n`);
for (let round = 1; round <= rounds; round += 1) {
  for (const { name, instructions } of speakers) {
    const completion = await client.chat.completions.create({
      model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
      messages: [
        { role: 'system', content: instructions },
        { role: 'user', content: topic },
        ...said.map((content) => ({ role: 'user' as const, content })),
      ],
    });
    // The name goes with the words: without it nobody could tell who said them.
    const contribution = `${name}: ${completion.choices[0]?.message.content}`;
    said.push(contribution);
    console.log(`${contribution}\n`);
  }
}
