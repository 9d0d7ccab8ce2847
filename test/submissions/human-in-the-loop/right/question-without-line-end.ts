// The question ends without a line end, as for somebody who types: from a pipe, the deed stands on the same line.
import OpenAI from 'openai';
import { z } from 'zod';

async function* readLines(): AsyncGenerator<string, void> {
  let rest = '';
  process.stdin.setEncoding('utf8');
  for await (const chunk of process.stdin) {
    rest += chunk;
    const parts = rest.split('\n');
    rest = parts.pop() ?? '';
    yield* parts;
  }
  if (rest !== '') yield rest;
}

const lines = readLines();
const request = process.argv[2] ?? 'Cancel everything I have booked.';
const bookings = z
  .record(z.string(), z.string())
  .parse(JSON.parse(process.argv[3] ?? '{"B-1":"Rome, 2 nights"}'));

// Only one question at a time: calls of one reply may be started together
let queue: Promise<unknown> = Promise.resolve();
const oneByOne = <T>(work: () => Promise<T>): Promise<T> => {
  const next = queue.then(work);
  queue = next;
  return next;
};

async function approve(tool: string, id: string): Promise<boolean> {
  process.stdout.write(`${tool}(${id})? [yes/no] `);
  const { value, done } = await lines.next();
  console.error({ value, done });
  return !done && /^\s*yes\s*$/i.test(value);
}

const client = new OpenAI();
const runner = client.chat.completions.runTools({
  model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
  messages: [
    { role: 'developer', content: 'You look after bookings.' },
    { role: 'user', content: request },
  ],
  tools: [
    {
      type: 'function',
      function: {
        name: 'list_bookings',
        description: 'Lists what is booked',
        parameters: { type: 'object', properties: {} },
        parse: JSON.parse,
        function: () =>
          Object.entries(bookings)
            .map(([id, text]) => `${id}: ${text}`)
            .join('\n'),
      },
    },
    {
      type: 'function',
      function: {
        name: 'cancel_booking',
        description: 'Cancels one booking for good',
        parameters: {
          type: 'object',
          properties: { booking_id: { type: 'string' } },
          required: ['booking_id'],
        },
        parse: (input: string) => z.object({ booking_id: z.string() }).parse(JSON.parse(input)),
        function: ({ booking_id }: { booking_id: string }) =>
          oneByOne(async () => {
            if (!(await approve('cancel_booking', booking_id))) return { status: 'declined', by: 'human' };
            console.log(`CANCELLED ${booking_id}`);
            return { status: 'cancelled', booking_id };
          }),
      },
    },
  ],
});
runner.on('message', (message) => console.error(JSON.stringify(message)));
console.log(await runner.finalContent());
process.stdin.destroy();
