// fails: holds-on-no
// Takes an empty line for yes.
import { createInterface } from 'node:readline';
import OpenAI from 'openai';
import type { ChatCompletionMessageParam, ChatCompletionTool } from 'openai/resources/chat/completions';

const client = new OpenAI();
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
  {
    type: 'function',
    function: {
      name: 'cancel_booking',
      description: 'Cancels a booking for good. The user is asked first.',
      parameters: {
        type: 'object',
        properties: { booking_id: { type: 'string', description: 'For example B-12' } },
        required: ['booking_id'],
      },
    },
  },
];

// One reader for the whole program: lines that arrive early wait in it.
const input = createInterface({ input: process.stdin });
const lines = input[Symbol.asyncIterator]();

async function approves(question: string): Promise<boolean> {
  process.stdout.write(`${question} Type yes: `);
  const said = await lines.next();
  process.stdout.write('\n');
  return said.done !== true && /^(yes)?$/i.test(said.value.trim());
}

/** The deed itself. It can't be undone. */
function cancel(id: string): string {
  console.log(`CANCELLED ${id}`);
  return `${id} was cancelled`;
}

async function run(name: string, text: string): Promise<string> {
  if (name === 'list_bookings') return JSON.stringify(bookings);
  const { booking_id: id } = JSON.parse(text) as { booking_id: string };
  const allowed = await approves(`May I run ${name} ${id} (${bookings[id] ?? 'unknown'})?`);
  return allowed ? cancel(id) : `declined: the user did not allow ${name} for ${id}`;
}

const messages: ChatCompletionMessageParam[] = [{ role: 'user', content: request }];
console.log(`You: ${request}`);

for (let done = false; !done; ) {
  const completion = await client.chat.completions.create({
    model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
    messages,
    tools,
  });
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
// Without it the program would wait for further input.
input.close();
