import OpenAI from 'openai';
import type { ChatCompletionMessageParam, ChatCompletionTool } from 'openai/resources/chat/completions';

type Order = Record<string, string>;

const client = new OpenAI();
const model = process.env.OPENAI_MODEL ?? 'gpt-4o-mini';
const orders: Record<string, Order> = JSON.parse(
  process.argv[2] ??
    '{"A-1001": {"item": "tent", "status": "processing"}, "A-1002": {"item": "lamp", "status": "shipped"}}',
);
const given = process.argv.slice(3);
const turns =
  given.length > 0
    ? given
    : ['Where is my order A-1001?', 'Please cancel my order A-1001.', 'Where is my order A-1001 now?'];

// TODO: the tools that look an order up and cancel it
const tools: ChatCompletionTool[] = [];

// TODO: say who the agent is
const messages: ChatCompletionMessageParam[] = [];

console.log(`(${Object.keys(orders).length} orders, ${tools.length} tools, ${messages.length} messages)`);

for (const turn of turns) {
  console.log(`Customer: ${turn}`);
  // TODO: the agent has to remember the turns before, and to use its tools until it can answer
  const completion = await client.chat.completions.create({
    model,
    messages: [{ role: 'user', content: turn }],
  });
  console.log(`Agent: ${completion.choices[0]?.message.content}\n`);
}
