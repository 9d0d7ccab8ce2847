// A new list for each turn, in a recursive function.
import OpenAI from 'openai';
import type { ChatCompletionMessageParam as Message } from 'openai/resources/chat/completions';

const client = new OpenAI();

async function talk(history: Message[], [next, ...later]: string[]): Promise<number> {
  if (next === undefined) return 0;
  const asked: Message[] = [...history, { role: 'user', content: next }];
  const { choices, usage } = await client.chat.completions.create({
    model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
    messages: asked,
  });
  const content = choices[0]?.message.content ?? '';
  console.log(`> ${next}`);
  console.log(content);
  return (usage?.total_tokens ?? 0) + (await talk([...asked, { role: 'assistant', content }], later));
}

const args = process.argv.slice(2);
const start: Message[] = [{ role: 'developer', content: 'Help people to plan their holidays.' }];
const sum = await talk(start, args.length > 0 ? args : ['Where to?', 'When?']);
console.log(`The conversation took ${sum.toLocaleString('en-US')} tokens.`);
