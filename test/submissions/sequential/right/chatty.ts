// Prints every request and reply, progress on standard error, colours, and the usage at the end.
import OpenAI from 'openai';
import type { ChatCompletionMessageParam } from 'openai/resources/chat/completions';

const client = new OpenAI();
const topic = process.argv[2] ?? 'Japan in spring';
let tokens = 0;

async function call(name: 'outline' | 'draft' | 'edit', system: string, user: string): Promise<string> {
  const messages: ChatCompletionMessageParam[] = [
    { role: 'system', content: system },
    { role: 'user', content: user },
  ];
  console.error(`[${name}] running …`);
  console.log('sending', JSON.stringify(messages, null, 2));
  const completion = await client.chat.completions.create({
    model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
    messages,
    max_tokens: 2000,
  });
  console.log('received', completion);
  tokens += completion.usage?.total_tokens ?? 0;
  const choice = completion.choices[0];
  const text = choice?.message.content ?? '';
  switch (true) {
    case choice?.finish_reason === 'length':
      throw `The text of the ${name} stage has been cut.`;
    case text.trim().length === 0:
      throw `The text of the ${name} stage is empty.`;
  }
  console.error(`[${name}] done`);
  return text;
}

try {
  const outline = await call('outline', 'Outline what you get.', `I want to read about ${topic}!`);
  const draft = await call('draft', 'Write down what you get.', outline);
  const final = await call('edit', 'Edit what you get.', draft);
  console.log(`Outline:\n${outline}\n\nDraft:\n${draft}`);
  console.log(`\u001b[1mFinal text:\u001b[0m\n\u001b[32m${final}\u001b[0m\n`);
  console.log({ topic, tokens });
} catch (error) {
  console.error(`\u001b[31m${error}\u001b[0m`);
  process.exit(1);
}
