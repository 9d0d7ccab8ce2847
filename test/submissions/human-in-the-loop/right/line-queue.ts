// Lines in a queue of its own, and a line about the deed that has more than the word and the number.
import * as readline from 'node:readline/promises';

type Call = { id: string; type: 'function'; function: { name: string; arguments: string } };
type Args = { booking_id?: string };
type Msg = { role: string; content: string | null; tool_calls?: Call[]; tool_call_id?: string };

const rl = readline.createInterface({ input: process.stdin, output: process.stdout, terminal: false });
const waiting: string[] = [];
const wanted: ((line: string | null) => void)[] = [];
let closed = false;
rl.on('line', (line) => {
  const next = wanted.shift();
  if (next) next(line);
  else waiting.push(line);
});
rl.on('close', () => {
  closed = true;
  for (const each of wanted.splice(0)) each(null);
});
const readLine = () =>
  new Promise<string | null>((resolve) => {
    const line = waiting.shift();
    if (line !== undefined) resolve(line);
    else if (closed) resolve(null);
    else wanted.push(resolve);
  });

const bookings = new Map<string, string>(
  Object.entries(JSON.parse(process.argv[3] ?? '{"X-1":"Bergen, a cabin"}')),
);
const string = { type: 'string', description: 'its number' };
const tools = [
  {
    type: 'function',
    function: {
      name: 'cancel_booking',
      description: 'Cancel',
      strict: true,
      parameters: {
        type: 'object',
        properties: { booking_id: string },
        required: ['booking_id'],
        additionalProperties: false,
      },
    },
  },
  { type: 'function', function: { name: 'list_bookings', description: 'List' } },
];

const run: Record<string, (args: Args) => Promise<string> | string> = {
  list_bookings: () => [...bookings.values()].join('; '),
  async cancel_booking({ booking_id: id = '' }) {
    console.log(`\u26a0  cancel_booking wants to cancel ${id} (${bookings.get(id) ?? 'unknown'}). Go ahead?`);
    const answer = (await readLine())?.trim();
    if (answer?.toUpperCase() !== 'YES')
      return JSON.stringify({ error: `declined by the user: ${answer ?? '(end of input)'}` });
    console.log(`>>> CANCELLED booking ${id}`);
    bookings.delete(id);
    return `cancelled ${id}`;
  },
};

const messages: Msg[] = [{ role: 'user', content: process.argv[2] ?? 'I can not go to Bergen. Cancel X-1.' }];
for (;;) {
  const response = await fetch(`${process.env.OPENAI_BASE_URL}/chat/completions`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${process.env.OPENAI_API_KEY}` },
    body: JSON.stringify({
      model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
      messages,
      tools,
      tool_choice: 'auto',
    }),
  });
  const {
    choices: [{ message }],
  } = (await response.json()) as { choices: [{ message: Msg }] };
  messages.push({
    role: message.role,
    content: message.content,
    ...(message.tool_calls && { tool_calls: message.tool_calls }),
  });
  if (!message.tool_calls?.length) {
    console.log(message.content);
    rl.close();
    break;
  }
  for (const { id, function: f } of message.tool_calls) {
    const args: Args = JSON.parse(f.arguments || '{}');
    console.log(`# ${f.name} ${f.arguments}`);
    messages.push({ role: 'tool', tool_call_id: id, content: String(await run[f.name]?.(args)) });
  }
}
