// Reads all of standard input before it begins.
import { readFileSync } from 'node:fs';
import OpenAI from 'openai';
import type { ChatCompletionMessageParam } from 'openai/resources/chat/completions';

const answers = readFileSync(0, 'utf8').split('\n');
const client = new OpenAI();
const bookings: Record<string, string> = JSON.parse(process.argv[3] ?? '{"B-7": "Rome"}');
const messages: ChatCompletionMessageParam[] = [
  { role: 'developer', content: 'You manage bookings. Be careful.' },
  { role: 'user', content: process.argv[2] ?? 'Please cancel my booking B-7.' },
];
const empty = { type: 'object', properties: {} };
const one = { type: 'object', properties: { booking_id: { type: 'string' } }, required: ['booking_id'] };

for (;;) {
  const { choices } = await client.chat.completions.create({
    model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
    messages,
    tools: [
      { type: 'function', function: { name: 'list_bookings', description: 'lists', parameters: empty } },
      { type: 'function', function: { name: 'cancel_booking', description: 'cancels', parameters: one } },
    ],
  });
  const message = choices[0]?.message;
  if (message === undefined || message.tool_calls === undefined) {
    console.log(message?.content);
    break;
  }
  messages.push(message);
  for (const call of message.tool_calls) {
    if (call.type !== 'function') continue;
    const answer = (content: string) => messages.push({ role: 'tool', tool_call_id: call.id, content });
    if (call.function.name === 'list_bookings') {
      answer(
        Object.entries(bookings)
          .map((entry) => entry.join(': '))
          .join('\n'),
      );
      continue;
    }
    const id = JSON.parse(call.function.arguments).booking_id;
    console.log(`${id}: cancel_booking? [yes/no]`);
    if (/^\s*yes\s*$/i.test(answers.shift() ?? '')) {
      console.log(`*** CANCELLED ${id} ***`);
      answer(JSON.stringify({ status: 'cancelled' }));
    } else {
      console.log('(nothing was done)');
      answer(JSON.stringify({ status: 'declined', by: 'user' }));
    }
  }
}
