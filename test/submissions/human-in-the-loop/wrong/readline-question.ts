// fails: finishes
// readline loses the second line, which is there before it is asked for.
import { createInterface } from 'node:readline/promises';
import OpenAI from 'openai';
import type { ChatCompletionMessageParam } from 'openai/resources/chat/completions';

const client = new OpenAI();
const bookings = JSON.parse(process.argv[3] ?? '{"B-12": "Lisbon"}');
const messages: ChatCompletionMessageParam[] = [
  { role: 'user', content: process.argv[2] ?? 'Please cancel my booking B-12.' },
];
const input = createInterface({ input: process.stdin, output: process.stdout });

while (true) {
  const { choices } = await client.chat.completions.create({
    model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
    messages,
    tools: [
      {
        type: 'function',
        function: {
          name: 'list_bookings',
          description: 'List',
          parameters: { type: 'object', properties: {} },
        },
      },
      {
        type: 'function',
        function: {
          name: 'cancel_booking',
          description: 'Cancel',
          parameters: {
            type: 'object',
            properties: { booking_id: { type: 'string' } },
            required: ['booking_id'],
          },
        },
      },
    ],
  });
  const message = choices[0]?.message;
  if (!message?.tool_calls) {
    console.log(message?.content);
    break;
  }
  messages.push(message);
  for (const call of message.tool_calls) {
    if (call.type !== 'function') continue;
    let content = JSON.stringify(bookings);
    if (call.function.name === 'cancel_booking') {
      const { booking_id } = JSON.parse(call.function.arguments);
      const said = await input.question(`cancel_booking ${booking_id}? `);
      const yes = said.trim().toLowerCase() === 'yes';
      if (yes) console.log(`CANCELLED ${booking_id}`);
      content = yes ? 'cancelled' : 'declined';
    }
    messages.push({ role: 'tool', tool_call_id: call.id, content });
  }
}
input.close();
