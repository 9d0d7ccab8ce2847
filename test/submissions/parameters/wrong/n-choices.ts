// fails: five-requests
// Has each pair made by one request with n: 2.
import OpenAI from 'openai';

const client = new OpenAI();
const model = process.env.OPENAI_MODEL ?? 'gpt-4o-mini';
const messages = [{ role: 'user' as const, content: process.argv[2] ?? 'When is Japan warm?' }];

for (const temperature of [0, 1.2]) {
  const { choices } = await client.chat.completions.create({ model, messages, temperature, n: 2 });
  const agree = choices[0]?.message.content === choices[1]?.message.content;
  console.log(`temperature ${temperature}: ${agree ? 'same' : 'different'}`);
}
const last = await client.chat.completions.create({ model, messages, max_tokens: 5 });
console.log(`finish_reason: ${last.choices[0]?.finish_reason}`);
