// fails: offers-tools
// order_id is a number in the schema.
import OpenAI from 'openai';
import type { ChatCompletionMessageParam, ChatCompletionTool } from 'openai/resources/chat/completions';

type Order = Record<string, string>;

const client = new OpenAI();
const orders = new Map<string, Order>(
  Object.entries(
    JSON.parse(
      process.argv[2] ??
        '{"A-1001": {"item": "tent", "status": "processing"}, "A-1002": {"item": "lamp", "status": "shipped"}}',
    ),
  ),
);
const given = process.argv.slice(3);
const turns =
  given.length > 0
    ? given
    : ['Where is my order A-1001?', 'Please cancel my order A-1001.', 'Where is my order A-1001 now?'];

function tool(name: string, description: string): ChatCompletionTool {
  return {
    type: 'function',
    function: {
      name,
      description,
      parameters: {
        type: 'object',
        properties: { order_id: { type: 'number', description: 'For example A-1001' } },
        required: ['order_id'],
        additionalProperties: false,
      },
    },
  };
}

const tools = [
  tool('get_order', 'Looks an order up'),
  tool('cancel_order', 'Cancels an order that is still being processed'),
];

function getOrder(id: string): string {
  const order = orders.get(id);
  return order === undefined ? `error: there is no order ${id}` : JSON.stringify(order);
}

function cancelOrder(id: string): string {
  const order = orders.get(id);
  if (order === undefined) return `error: there is no order ${id}`;
  if (order.status !== 'processing') return `error: ${id} is ${order.status}, that is too late`;
  order.status = 'cancelled';
  return `${id} is cancelled.`;
}

function run(name: string, text: string): string {
  const { order_id: id } = JSON.parse(text) as { order_id: string };
  if (name === 'get_order') return getOrder(id);
  return name === 'cancel_order' ? cancelOrder(id) : `error: there is no tool ${name}`;
}

// One list for the whole conversation: turns, replies, calls and results.
const messages: ChatCompletionMessageParam[] = [
  {
    role: 'system',
    content: 'You are a friendly support agent of an outdoor shop. Use your tools, and never guess.',
  },
];

for (const turn of turns) {
  console.log(`Customer: ${turn}`);
  messages.push({ role: 'user', content: turn });
  let answered = false;
  while (!answered) {
    const completion = await client.chat.completions.create({
      model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
      messages,
      tools,
    });
    const reply = completion.choices[0]?.message;
    if (reply === undefined) throw new Error('The model gave no reply.');
    messages.push(reply);
    const calls = reply.tool_calls ?? [];
    for (const call of calls) {
      if (call.type !== 'function') continue;
      console.log(`  ${call.function.name} ${call.function.arguments}`);
      const content = run(call.function.name, call.function.arguments);
      messages.push({ role: 'tool', tool_call_id: call.id, content });
    }
    answered = calls.length === 0;
    if (answered) console.log(`Agent: ${reply.content}\n`);
  }
}
