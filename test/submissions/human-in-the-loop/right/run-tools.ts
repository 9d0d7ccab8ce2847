// The library’s tool runner, with the question inside of the tool.
import { createInterface } from 'node:readline';
import OpenAI from 'openai';

const reader = createInterface({ input: process.stdin });
const lines = reader[Symbol.asyncIterator]();
const bookings = process.argv[3] ?? '{"B-3": "Nice, 2 nights"}';

const runner = new OpenAI().chat.completions.runTools({
  model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
  messages: [{ role: 'user', content: process.argv[2] ?? 'Please cancel my booking B-3.' }],
  tools: [
    {
      type: 'function',
      function: {
        name: 'list_bookings',
        description: 'Lists all',
        parameters: { type: 'object', properties: {} },
        function: () => bookings,
      },
    },
    {
      type: 'function',
      function: {
        name: 'cancel_booking',
        description: 'Cancels one, after the user has agreed',
        parameters: {
          type: 'object',
          properties: { booking_id: { type: 'string' } },
          required: ['booking_id'],
        },
        parse: (text: string) => JSON.parse(text) as { booking_id: string },
        function: async ({ booking_id: id }: { booking_id: string }) => {
          console.log(`The agent wants to run cancel_booking for ${id}. Allow it?`);
          const { value, done } = await lines.next();
          if (done || value.trim().toLowerCase() !== 'yes') return 'declined by the user';
          console.log(`CANCELLED ${id}`);
          return 'cancelled';
        },
      },
    },
  ],
});
console.log(await runner.finalContent());
reader.close();
