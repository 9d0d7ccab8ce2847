// The system message tells the rules of the shop, statuses and all, and a single turn is the default.
import OpenAI from 'openai';
import type {
  ChatCompletionMessage,
  ChatCompletionMessageParam,
  ChatCompletionTool,
} from 'openai/resources/chat/completions';

const client = new OpenAI();
const orders = JSON.parse(process.argv[2] ?? '{"A-1": {"item": "cup", "status": "processing"}}') as Record<
  string,
  Record<string, string>
>;
const turns = process.argv.length > 3 ? process.argv.slice(3) : ['Where is my order A-1?'];

const parameters = {
  type: 'object',
  properties: { order_id: { type: 'string' } },
  required: ['order_id'],
  additionalProperties: false,
};
const tools: ChatCompletionTool[] = [
  {
    type: 'function',
    function: { name: 'get_order', description: 'Look an order up', strict: true, parameters },
  },
  {
    type: 'function',
    function: { name: 'cancel_order', description: 'Cancel an order', strict: true, parameters },
  },
];

function run(name: string, orderId: string): unknown {
  const order = orders[orderId];
  if (order === undefined) return { error: 'no such order' };
  if (name === 'get_order') return order;
  if (order.status !== 'processing') return { error: `the order is ${order.status}` };
  order.status = 'cancelled';
  return { order_id: orderId, status: order.status };
}

const messages: ChatCompletionMessageParam[] = [
  {
    role: 'system',
    content:
      'You are a support agent. Orders that are shipped, delivered, returned or lost stay as they are; those in processing can be cancelled.',
  },
];
for (const turn of turns) {
  messages.push({ role: 'user', content: turn });
  let reply: ChatCompletionMessage | undefined;
  do {
    const completion = await client.chat.completions.create({
      model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
      messages,
      tools,
    });
    reply = completion.choices[0]?.message;
    if (reply !== undefined) messages.push(reply);
    for (const call of reply?.tool_calls ?? []) {
      if (call.type !== 'function') continue;
      const { order_id } = JSON.parse(call.function.arguments) as { order_id: string };
      const content = JSON.stringify(run(call.function.name, order_id));
      messages.push({ role: 'tool', tool_call_id: call.id, content });
    }
  } while (reply?.tool_calls);
  console.log(reply?.content);
}
