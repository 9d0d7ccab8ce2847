// Debug output between everything, and a class.
import { createInterface } from 'node:readline';
import OpenAI from 'openai';
import type { ChatCompletionMessageParam } from 'openai/resources/chat/completions';

class Human {
  readonly #reader = createInterface({ input: process.stdin, terminal: false });
  readonly #lines = this.#reader[Symbol.asyncIterator]();

  async allows(deed: string): Promise<boolean> {
    console.log('-----');
    console.log('APPROVAL NEEDED for', deed);
    const next = await this.#lines.next();
    const heard = next.done ? null : next.value;
    console.log('heard:', heard);
    return heard !== null && heard.trim().toUpperCase() === 'YES';
  }

  leave(): void {
    this.#reader.close();
  }
}

const human = new Human();
const client = new OpenAI();
const bookings = new Map<string, string>(Object.entries(JSON.parse(process.argv[3] ?? '{"B-9": "Paris"}')));
const messages: ChatCompletionMessageParam[] = [
  { role: 'user', content: process.argv[2] ?? 'Please cancel my booking B-9.' },
];
const string = { type: 'string' };

const handlers: Record<string, (input: { booking_id: string }) => Promise<object>> = {
  list_bookings: async () => Object.fromEntries(bookings),
  cancel_booking: async ({ booking_id: id }) => {
    if (!(await human.allows(`cancel_booking ${id}`))) return { outcome: 'declined' };
    bookings.delete(id);
    console.log(`CANCELLED ${id}`);
    return { outcome: 'cancelled' };
  },
};

let message: OpenAI.ChatCompletionMessage | undefined;
for (let round = 0; round < 12; round += 1) {
  const completion = await client.chat.completions.create({
    model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
    messages,
    max_completion_tokens: 1000,
    tools: Object.keys(handlers).map((name) => ({
      type: 'function' as const,
      function: {
        name,
        description: `Runs ${name}`,
        parameters:
          name === 'list_bookings'
            ? { type: 'object', properties: {} }
            : { type: 'object', properties: { booking_id: string }, required: ['booking_id'] },
      },
    })),
  });
  message = completion.choices[0]?.message;
  console.log(`round ${round}: ${message?.tool_calls?.length ?? 0} calls`);
  if (!message?.tool_calls) break;
  messages.push(message);
  for (const call of message.tool_calls) {
    if (call.type !== 'function') continue;
    const result = await handlers[call.function.name]?.(JSON.parse(call.function.arguments));
    messages.push({
      role: 'tool',
      tool_call_id: call.id,
      content: [{ type: 'text', text: JSON.stringify(result) }],
    });
  }
}
console.log(message?.content);
human.leave();
