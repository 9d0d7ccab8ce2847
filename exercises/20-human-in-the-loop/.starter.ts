import OpenAI from 'openai';
import type { ChatCompletionMessageParam, ChatCompletionTool } from 'openai/resources/chat/completions';

const client = new OpenAI();
const model = process.env.OPENAI_MODEL ?? 'gpt-4o-mini';
const request = process.argv[2] ?? 'Please cancel my booking B-12.';
const bookings: Record<string, string> = JSON.parse(
  process.argv[3] ?? '{"B-12": "Lisbon, 3 nights", "B-15": "Oslo, 1 night"}',
);

const tools: ChatCompletionTool[] = [
  {
    type: 'function',
    function: {
      name: 'list_bookings',
      description: 'All bookings of the user',
      parameters: { type: 'object', properties: {}, required: [] },
    },
  },
  // TODO: cancel_booking
];

const messages: ChatCompletionMessageParam[] = [{ role: 'user', content: request }];

/** The deed itself. It can't be undone. */
function cancel(id: string): string {
  console.log(`CANCELLED ${id}`);
  return `${id} was cancelled`;
}

// TODO: loop until the model is done, and ask a human before anything is cancelled
const completion = await client.chat.completions.create({ model, messages, tools });
const reply = completion.choices[0]?.message;
console.log(reply?.content ?? `(The model wants to act on ${Object.keys(bookings).join(' or ')}.)`);
console.log(`(Nobody has asked you yet, so ${cancel.name} is not called.)`);
