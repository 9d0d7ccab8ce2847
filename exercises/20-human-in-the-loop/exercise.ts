import { createInterface } from 'node:readline';
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
      strict: true,
      parameters: { type: 'object', properties: {}, required: [], additionalProperties: false },
    },
  },
  {
    type: 'function',
    function: {
      name: 'cancel_booking',
      description: 'Cancels a booking for good. The user is asked first.',
      strict: true,
      parameters: {
        type: 'object',
        properties: { booking_id: { type: 'string', description: 'For example B-12' } },
        required: ['booking_id'],
        additionalProperties: false,
      },
    },
  },
];

// One reader for the whole program, because lines that arrive early wait in it.
const input = createInterface({ input: process.stdin });
const lines = input[Symbol.asyncIterator]();

/** Prints a question and waits for one line; `undefined` means that the input has ended. */
async function answerTo(question: string): Promise<string | undefined> {
  process.stdout.write(`${question} `);
  const line = await lines.next();
  process.stdout.write('\n');
  return line.done === true ? undefined : line.value;
}

/** Cancels the booking. This can't be undone. */
function cancel(id: string): string {
  console.log(`CANCELLED ${id}`);
  return `${id} was cancelled`;
}

/** Tells the model that nothing was done. */
function decline(id: string): string {
  return `declined: the user did not allow cancel_booking for ${id}`;
}

/** Asks a human whether this booking may be cancelled. */
async function isAllowed(id: string): Promise<boolean> {
  // TODO: say exactly what you want to run
  const answer = await answerTo(`May I go on with ${bookings[id]}?`);
  // TODO: take only a yes for a yes
  return answer !== 'no';
}

async function run(name: string, text: string): Promise<string> {
  if (name === 'list_bookings') return JSON.stringify(bookings);
  const { booking_id: id } = JSON.parse(text) as { booking_id: string };
  return (await isAllowed(id)) ? cancel(id) : decline(id);
}

const messages: ChatCompletionMessageParam[] = [{ role: 'user', content: request }];
console.log(`You: ${request}`);

for (let done = false; !done; ) {
  const completion = await client.chat.completions.create({ model, messages, tools });
  const reply = completion.choices[0]?.message;
  const calls = reply?.tool_calls ?? [];
  if (reply !== undefined) messages.push(reply);
  for (const call of calls) {
    if (call.type !== 'function') continue;
    const content = await run(call.function.name, call.function.arguments);
    messages.push({ role: 'tool', tool_call_id: call.id, content });
  }
  done = calls.length === 0;
  if (done) console.log(`Assistant: ${reply?.content}`);
}
// An open reader would keep the program alive.
input.close();
