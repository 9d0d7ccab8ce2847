// fails: independent
// Both personas share one list, so the second one sees the first one’s reply.
import OpenAI from 'openai';
import type { ChatCompletionMessageParam } from 'openai/resources/chat/completions';

const client = new OpenAI();
const [, , question = 'When should I visit Japan?', one = 'pirate', two = 'butler'] = process.argv;
const messages: ChatCompletionMessageParam[] = [];

for (const persona of [one, two]) {
  messages.push({ role: 'system', content: `You are a ${persona}.` }, { role: 'user', content: question });
  const { choices } = await client.chat.completions.create({
    model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
    messages,
  });
  const reply = choices[0]?.message.content ?? '';
  messages.push({ role: 'assistant', content: reply });
  console.log(`=== ${persona} ===\n${reply}`);
}
