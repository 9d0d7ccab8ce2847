// Prints whole words only, which still is while it comes.
import OpenAI from 'openai';

const client = new OpenAI();
let rest = '';
let ended = false;
const show = (text: string) => process.stdout.write(text);

const work = async () => {
  const stream = await client.chat.completions.create({
    model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
    messages: [{ role: 'user', content: [{ type: 'text', text: process.argv[2] ?? 'Tell me of Rome.' }] }],
    temperature: 0.5,
    stream: true,
    stream_options: { include_usage: true },
  });
  for await (const { choices, usage } of stream) {
    rest += choices[0]?.delta.content ?? '';
    const end = rest.lastIndexOf(' ') + 1;
    show(rest.slice(0, end));
    rest = rest.slice(end);
    if (choices[0]?.finish_reason) {
      show(`${rest}\n`);
      ended = true;
    }
    if (usage) console.log(JSON.stringify(usage, null, 2));
  }
};

await work().catch((error: Error) => console.error('stream:', error.message));
if (!ended) {
  console.error('The reply is incomplete.');
  process.exitCode = 4;
}
