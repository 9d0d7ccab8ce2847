// Asks a single question by default, and lets Intl write the dollars.
import OpenAI from 'openai';
import type { ChatCompletionMessageParam } from 'openai/resources/chat/completions';

const client = new OpenAI();
const model = process.env.OPENAI_MODEL ?? 'gpt-4o-mini';
const budget = Number(process.argv[2] ?? 10);
const turns = process.argv.length > 3 ? process.argv.slice(3) : ['Where should I go?'];
const prices = new Map([
  ['gpt-4o-mini', { input: 0.15, output: 0.6 }],
  ['gpt-4o', { input: 2.5, output: 10 }],
  ['gpt-4.1-mini', { input: 0.4, output: 1.6 }],
]);
const dollars = new Intl.NumberFormat('en-US', {
  style: 'currency',
  currency: 'USD',
  minimumFractionDigits: 6,
});

const messages: ChatCompletionMessageParam[] = [];
const sum = { tokens: 0, cost: 0 };
for (const turn of turns) {
  messages.push({ role: 'user', content: turn });
  const { choices, usage } = await client.chat.completions.create({ model, messages });
  const reply = choices[0]?.message;
  const price = prices.get(model);
  if (reply === undefined || usage === undefined || price === undefined) throw new Error('no bill');
  messages.push(reply);

  const cost = (usage.prompt_tokens * price.input) / 1e6 + (usage.completion_tokens * price.output) / 1e6;
  const passed = sum.tokens <= budget && sum.tokens + usage.total_tokens > budget;
  sum.tokens += usage.total_tokens;
  sum.cost += cost;
  console.log(`${reply.content}\n${JSON.stringify(usage)}\n${dollars.format(cost)}`);
  if (passed) console.log(`WARNING: ${sum.tokens} > ${budget}`);
}
console.log(`${sum.tokens} tokens, ${dollars.format(sum.cost)} in all`);
