// fails: asks-for-stream
// Gets the whole reply and prints it word by word.
import { setTimeout as sleep } from 'node:timers/promises';
import OpenAI from 'openai';

const client = new OpenAI();
const { choices, usage } = await client.chat.completions.create({
  model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
  messages: [{ role: 'user', content: process.argv[2] ?? 'When is Japan warm?' }],
});
for (const piece of choices[0]?.message.content?.split(/(?<= )/) ?? []) {
  process.stdout.write(piece);
  await sleep(5);
}
console.log();
console.log(usage);
