import OpenAI from 'openai';
import type { ChatCompletionMessageParam, ChatCompletionTool } from 'openai/resources/chat/completions';

const client = new OpenAI();
const model = process.env.OPENAI_MODEL ?? 'gpt-4o-mini';
const question = process.argv[2] ?? 'Add 17 and 25, please.';
const limit = Number(process.argv[3] ?? 5);

function divide(a: number, b: number): number {
  if (b === 0) throw new Error('division by zero');
  return a / b;
}

/** What the model may call. */
const functions = new Map<string, { about: string; run: (a: number, b: number) => number }>([
  ['add', { about: 'a + b', run: (a, b) => a + b }],
  ['multiply', { about: 'a * b', run: (a, b) => a * b }],
  ['divide', { about: 'a / b', run: divide }],
]);

/** The same functions, described for the model. */
const tools = [...functions].map(
  ([name, { about }]): ChatCompletionTool => ({
    type: 'function',
    function: {
      name,
      description: about,
      strict: true,
      parameters: {
        type: 'object',
        properties: { a: { type: 'number' }, b: { type: 'number' } },
        required: ['a', 'b'],
        additionalProperties: false,
      },
    },
  }),
);

/** Tells the user and the calling program that there is no answer. */
function stopAtLimit(): void {
  console.error(`Stopped at the limit of ${limit} requests: the model still makes calls.`);
  process.exitCode = 1;
}

/** Runs a call, and returns its result as text. An error is a result too: the model can read it and react. */
function run(name: string, text: string): string {
  try {
    const { a, b } = JSON.parse(text) as { a: number; b: number };
    const found = functions.get(name);
    if (found === undefined) throw new Error(`there is no function ${name}`);
    return String(found.run(a, b));
  } catch (error) {
    return `error: ${error instanceof Error ? error.message : error}`;
  }
}

const messages: ChatCompletionMessageParam[] = [{ role: 'user', content: question }];
console.log(`You: ${question}`);

let done = false;
for (let request = 1; request <= limit && !done; request += 1) {
  const completion = await client.chat.completions.create({ model, messages, tools });
  const reply = completion.choices[0]?.message;
  const calls = reply?.tool_calls ?? [];
  if (reply === undefined || calls.length === 0) {
    console.log(`Assistant: ${reply?.content}`);
    done = true;
    continue;
  }
  messages.push(reply);
  for (const call of calls) {
    if (call.type !== 'function') continue;
    const result = run(call.function.name, call.function.arguments);
    console.log(`  ${call.function.name} ${call.function.arguments} → ${result}`);
    messages.push({ role: 'tool', tool_call_id: call.id, content: result });
  }
}

if (!done) stopAtLimit();
