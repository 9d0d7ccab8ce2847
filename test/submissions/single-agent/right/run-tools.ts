// The library’s own tool runner does the loop.
import OpenAI from 'openai';
import type { ChatCompletionMessageParam } from 'openai/resources/chat/completions';

const client = new OpenAI();
const orders = new Map<string, Record<string, string>>(
  Object.entries(JSON.parse(process.argv[2] ?? '{"C-3": {"status": "processing"}}')),
);
const turns = process.argv.slice(3);
const parameters = {
  type: 'object' as const,
  properties: { order_id: { type: 'string' } },
  required: ['order_id'],
};
const parse = (text: string) => JSON.parse(text) as { order_id: string };
let messages: ChatCompletionMessageParam[] = [{ role: 'system', content: 'You are the support desk.' }];

for (const turn of turns.length > 0 ? turns : ['Where is order C-3?', 'Cancel order C-3.']) {
  const runner = client.chat.completions.runTools({
    model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
    messages: [...messages, { role: 'user', content: turn }],
    tools: [
      {
        type: 'function',
        function: {
          name: 'get_order',
          description: 'Looks up',
          parameters,
          parse,
          function: ({ order_id: id }: { order_id: string }) =>
            JSON.stringify(orders.get(id) ?? { error: 'not found' }),
        },
      },
      {
        type: 'function',
        function: {
          name: 'cancel_order',
          description: 'Cancels',
          parameters,
          parse,
          function: ({ order_id: id }: { order_id: string }) => {
            const order = orders.get(id);
            if (order?.status !== 'processing') return 'error: impossible';
            order.status = 'cancelled';
            return 'cancelled';
          },
        },
      },
    ],
  });
  console.log(await runner.finalContent());
  messages = runner.messages;
}
