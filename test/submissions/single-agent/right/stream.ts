// Streams what the agent says.
import OpenAI from 'openai';
import type { ChatCompletionMessageParam, ChatCompletionTool } from 'openai/resources/chat/completions';

const client = new OpenAI();
const orders: Record<string, Record<string, string>> = JSON.parse(
  process.argv[2] ?? '{"B-2": {"status": "shipped"}}',
);
const turns = process.argv.slice(3);
if (turns.length === 0) turns.push('Where is my order B-2?', 'Cancel order B-2, please.');
const schema = { type: 'object', properties: { order_id: { type: 'string' } }, required: ['order_id'] };
const tools: ChatCompletionTool[] = [
  { type: 'function', function: { name: 'get_order', description: 'get', parameters: schema } },
  { type: 'function', function: { name: 'cancel_order', description: 'cancel', parameters: schema } },
];
const messages: ChatCompletionMessageParam[] = [{ role: 'system', content: 'Be kind.' }];

function act(name: string, id: string): string {
  if (!Object.hasOwn(orders, id)) return 'ERROR: no such order';
  const order = orders[id] ?? {};
  if (name === 'get_order') return JSON.stringify(order, null, 1);
  if (order.status !== 'processing') return `ERROR: already ${order.status}`;
  order.status = 'cancelled';
  return JSON.stringify({ id, status: 'cancelled' });
}

async function step(): Promise<void> {
  const stream = client.chat.completions.stream({
    model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
    messages,
    tools,
  });
  stream.on('content', (piece) => void process.stdout.write(piece));
  const { content, tool_calls: calls } = await stream.finalMessage();
  if (!calls?.length) {
    messages.push({ role: 'assistant', content });
    return;
  }
  messages.push({ role: 'assistant', content, tool_calls: calls });
  for (const call of calls) {
    if (call.type !== 'function') continue;
    messages.push({
      role: 'tool',
      tool_call_id: call.id,
      content: act(call.function.name, JSON.parse(call.function.arguments).order_id),
    });
  }
  await step();
}

for (const content of turns) {
  messages.push({ role: 'user', content });
  await step();
  console.log();
}
