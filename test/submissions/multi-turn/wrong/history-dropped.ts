// fails: keeps-history
// Each turn starts anew.
import OpenAI from 'openai';
import type { ChatCompletionMessageParam } from 'openai/resources/chat/completions';

const client = new OpenAI();
const model = process.env.OPENAI_MODEL ?? 'gpt-4o-mini';
const given = process.argv.slice(2);
const questions = given.length > 0 ? given : ['When should I visit Japan?', 'What about budget tips?'];

const messages: ChatCompletionMessageParam[] = [
  { role: 'system', content: 'You are a helpful travel assistant.' },
];
let total = 0;

for (const question of questions) {
  const completion = await client.chat.completions.create({
    model,
    messages: [...messages, { role: 'user', content: question }],
  });
  const reply = completion.choices[0]?.message.content ?? '';
  total += completion.usage?.total_tokens ?? 0;
  console.log(reply);
}

console.log(`Total tokens: ${total}`);
