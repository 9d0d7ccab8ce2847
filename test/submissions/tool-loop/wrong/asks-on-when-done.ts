// fails: loops
// Asks once more after the last word.
import OpenAI from 'openai';
import type { ChatCompletionMessageParam, ChatCompletionTool } from 'openai/resources/chat/completions';

const client = new OpenAI();
const question = process.argv[2] ?? 'Add 17 and 25, please.';
const limit = Number(process.argv[3] ?? 5);

function divide(a: number, b: number): number {
  if (b === 0) throw new Error('division by zero');
  return a / b;
}

const functions = new Map<string, { about: string; run: (a: number, b: number) => number }>([
  ['add', { about: 'a + b', run: (a, b) => a + b }],
  ['multiply', { about: 'a * b', run: (a, b) => a * b }],
  ['divide', { about: 'a / b', run: divide }],
]);

const tools: ChatCompletionTool[] = [...functions].map(([name, { about }]) => ({
  type: 'function',
  function: {
    name,
    description: about,
    parameters: {
      type: 'object',
      properties: { a: { type: 'number' }, b: { type: 'number' } },
      required: ['a', 'b'],
      additionalProperties: false,
    },
  },
}));

/** The result of a call as text. Whatever goes wrong is a result too: the model can read it and try something else. */
function run(name: string, text: string): string {
  try {
    const found = functions.get(name);
    if (found === undefined) throw new Error(`there is no function ${name}`);
    const { a, b } = JSON.parse(text) as { a: number; b: number };
    return String(found.run(a, b));
  } catch (error) {
    return `error: ${error instanceof Error ? error.message : error}`;
  }
}

const messages: ChatCompletionMessageParam[] = [{ role: 'user', content: question }];
console.log(`You: ${question}`);

let done = false;
for (let request = 1; request <= limit && !done; request += 1) {
  const completion = await client.chat.completions.create({
    model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
    messages,
    tools,
  });
  const reply = completion.choices[0]?.message;
  const calls = reply?.tool_calls ?? [];
  if (reply === undefined || calls.length === 0) {
    console.log(`Assistant: ${reply?.content}`);
    if (request > 1)
      await client.chat.completions.create({
        model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
        messages,
        tools,
      });
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

if (!done) {
  console.error(`Stopped at the limit of ${limit} requests: the model still wants to call tools.`);
  process.exitCode = 1;
}
