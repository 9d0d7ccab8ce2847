// Streams the replies, and asks for their usage.
import OpenAI from 'openai';
import type { ChatCompletionMessageParam } from 'openai/resources/chat/completions';

const client = new OpenAI();
const model = process.env.OPENAI_MODEL ?? 'gpt-4o-mini';
const budget = Number.parseInt(process.argv[2] ?? '99', 10);
const turns = process.argv.length > 3 ? process.argv.slice(3) : ['When is Japan warm?', 'And cheap?'];
const price = { 'gpt-4o-mini': [0.15, 0.6], 'gpt-4o': [2.5, 10], 'gpt-4.1-mini': [0.4, 1.6] }[model] ?? [
  0, 0,
];
const messages: ChatCompletionMessageParam[] = [];
let [total, cost] = [0, 0];

for (const content of turns) {
  messages.push({ role: 'user', content });
  const stream = await client.chat.completions.create({
    model,
    messages,
    stream: true,
    stream_options: { include_usage: true },
  });
  let reply = '';
  let usage: OpenAI.CompletionUsage | null | undefined;
  for await (const chunk of stream) {
    const piece = chunk.choices[0]?.delta.content ?? '';
    process.stdout.write(piece);
    reply += piece;
    usage = chunk.usage ?? usage;
  }
  messages.push({ role: 'assistant', content: reply });
  const was = total;
  const own =
    ((usage?.prompt_tokens ?? 0) * (price[0] ?? 0) + (usage?.completion_tokens ?? 0) * (price[1] ?? 0)) / 1e6;
  total += usage?.total_tokens ?? 0;
  cost += own;
  console.log('\n', usage, 'USD', own.toFixed(6));
  if (was <= budget && budget < total) console.log('WARNING! Over budget by', total - budget);
}
console.log('In sum', { total, cost: cost.toFixed(6) });
