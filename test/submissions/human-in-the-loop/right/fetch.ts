// Plain HTTP, and a queue of lines.
import { createInterface } from 'node:readline';

interface Message {
  role: string;
  content?: string | null;
  tool_call_id?: string;
  tool_calls?: { id: string; function: { name: string; arguments: string } }[];
}

const queue: string[] = [];
const waiting: ((line: string | undefined) => void)[] = [];
let closed = false;
const reader = createInterface({ input: process.stdin });
reader.on('line', (line) => {
  const next = waiting.shift();
  if (next) next(line);
  else queue.push(line);
});
reader.on('close', () => {
  closed = true;
  for (const next of waiting.splice(0)) next(undefined);
});

function line(): Promise<string | undefined> {
  const first = queue.shift();
  if (first !== undefined || closed) return Promise.resolve(first);
  return new Promise((resolve) => waiting.push(resolve));
}

const tools = [
  { type: 'function', function: { name: 'list_bookings', description: 'All bookings' } },
  {
    type: 'function',
    function: {
      name: 'cancel_booking',
      description: 'Cancels one',
      parameters: {
        type: 'object',
        properties: { booking_id: { type: 'string' } },
        required: ['booking_id'],
      },
    },
  },
];
const bookings = process.argv[3] ?? '{"B-1": "Bern, 1 night"}';
const messages: Message[] = [{ role: 'user', content: process.argv[2] ?? 'Please cancel my booking B-1.' }];
let last: Message;
do {
  const response = await fetch(`${process.env.OPENAI_BASE_URL}/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${process.env.OPENAI_API_KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify({ model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini', messages, tools }),
  });
  last = ((await response.json()) as { choices: [{ message: Message }] }).choices[0].message;
  messages.push(last);
  for (const { id, function: call } of last.tool_calls ?? []) {
    let content = bookings;
    if (call.name === 'cancel_booking') {
      const booking = JSON.parse(call.arguments).booking_id;
      process.stdout.write(`Shall I call cancel_booking with ${booking}? `);
      const yes = (await line())?.trim().toLowerCase() === 'yes';
      content = yes ? `booking ${booking} cancelled` : 'The user declined.';
      process.stdout.write(yes ? `\nCANCELLED: ${booking}\n` : '\n');
    }
    messages.push({ role: 'tool', tool_call_id: id, content });
  }
} while (last.tool_calls);
console.log(last.content);
reader.close();
