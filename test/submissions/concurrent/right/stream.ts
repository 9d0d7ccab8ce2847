// Every request is streamed; the streams run side by side.
import OpenAI from 'openai';
import type { ChatCompletionMessageParam } from 'openai/resources/chat/completions';

const client = new OpenAI();
const proposal = process.argv[2] ?? 'Should we plant trees along the street?';
const names = ['cost', 'risk', 'opportunity'];

async function read(
  messages: ChatCompletionMessageParam[],
  onText?: (text: string) => void,
): Promise<string> {
  const stream = await client.chat.completions.create({
    model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
    messages,
    stream: true,
  });
  let whole = '';
  for await (const chunk of stream) {
    const text = chunk.choices[0]?.delta.content ?? '';
    whole += text;
    onText?.(text);
  }
  return whole;
}

const settled = await Promise.allSettled(
  names.map((name) =>
    read([
      { role: 'system', content: `You are the ${name} analyst.\nThree points at most.` },
      { role: 'user', content: proposal },
    ]),
  ),
);
const replies = settled.map((result) => (result.status === 'fulfilled' ? result.value : undefined));
for (const [index, name] of names.entries()) {
  console.log(replies[index] === undefined ? `(${name} failed)` : `${name}:\n${replies[index]}`);
}
if (replies.every((reply) => reply === undefined)) process.exit(2);

const missing = names.filter((_, index) => replies[index] === undefined);
await read(
  [
    { role: 'system', content: 'You sum up.' },
    {
      role: 'user',
      content: [
        ...names.flatMap((name, index) =>
          replies[index] === undefined ? [] : [`${name} says:`, replies[index]],
        ),
        `missing: ${missing.join(', ') || 'none'}`,
      ].join('\n'),
    },
  ],
  (text) => process.stdout.write(text),
);
console.log();
