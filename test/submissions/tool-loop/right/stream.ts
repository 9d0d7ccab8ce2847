// Each turn is a stream.
import OpenAI from 'openai';
import type { ChatCompletionMessageParam, ChatCompletionTool } from 'openai/resources/chat/completions';

const client = new OpenAI();
const [question = 'Please add 4 and 5.', limit = '5'] = process.argv.slice(2);
const parameters = {
  type: 'object',
  properties: { a: { type: 'number' }, b: { type: 'number' } },
  required: ['a', 'b'],
  additionalProperties: false,
};
const define = (name: string, description: string): ChatCompletionTool => ({
  type: 'function',
  function: { name, description, parameters },
});
const tools = [define('add', 'sum'), define('multiply', 'product'), define('divide', 'quotient')];
const history: ChatCompletionMessageParam[] = [{ role: 'user', content: question }];

function result(name: string, text: string): string {
  let given: { a: number; b: number };
  try {
    given = JSON.parse(text);
  } catch {
    return 'error: those arguments are not JSON';
  }
  const { a, b } = given;
  if (name === 'add') return `${a + b}`;
  if (name === 'multiply') return `${a * b}`;
  if (name !== 'divide') return `error: I have no ${name}`;
  return b === 0 ? 'error: divided by zero' : `${a / b}`;
}

for (let left = Number(limit); ; left -= 1) {
  if (left === 0) {
    console.error('Over the limit.');
    process.exit(1);
  }
  const stream = client.chat.completions.stream({
    model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
    messages: history,
    tools,
  });
  stream.on('content', (piece) => {
    process.stdout.write(piece);
  });
  const message = await stream.finalMessage();
  const calls = message.tool_calls ?? [];
  if (calls.length === 0) break;
  history.push(message);
  for (const call of calls) {
    if (call.type === 'function')
      history.push({
        role: 'tool',
        tool_call_id: call.id,
        content: result(call.function.name, call.function.arguments),
      });
  }
}
