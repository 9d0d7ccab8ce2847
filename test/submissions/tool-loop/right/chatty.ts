// A system message and debug output; the functions are asynchronous.
import OpenAI from 'openai';
import type { ChatCompletionMessageParam } from 'openai/resources/chat/completions';

type Operation = (a: number, b: number) => Promise<number>;
const operations: Record<string, Operation> = {
  add: async (a, b) => a + b,
  multiply: async (a, b) => a * b,
  divide: async (a, b) => {
    if (b === 0) throw new Error('b is 0');
    return a / b;
  },
};
const client = new OpenAI();
const limit = Number.parseInt(process.argv[3] ?? '5', 10);
const messages: ChatCompletionMessageParam[] = [
  { role: 'developer', content: 'Use the tools. Never calculate by yourself.' },
  { role: 'user', content: process.argv[2] ?? 'What is 6 times 7? Please multiply.' },
];
let requests = 0;
while (true) {
  requests += 1;
  const completion = await client.chat.completions.create({
    model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
    messages,
    temperature: 0,
    parallel_tool_calls: true,
    tools: Object.keys(operations).map((name) => ({
      type: 'function' as const,
      function: {
        name,
        description: `Calculates: ${name}`,
        parameters: {
          type: 'object',
          properties: {
            a: { type: 'number', description: 'first' },
            b: { type: 'number', description: 'second' },
          },
          required: ['a', 'b'],
        },
      },
    })),
  });
  const message = completion.choices[0]?.message;
  console.log('turn', requests, message);
  if (!message?.tool_calls?.length) break;
  if (requests >= limit) {
    console.error('The limit was', limit);
    process.exitCode = 1;
    break;
  }
  messages.push(message);
  const results = await Promise.all(
    message.tool_calls.map(async (call) => {
      if (call.type !== 'function') return { role: 'tool' as const, tool_call_id: call.id, content: 'error' };
      const content = await Promise.resolve()
        .then(() => JSON.parse(call.function.arguments))
        .then(({ a, b }) => {
          if (!Object.hasOwn(operations, call.function.name)) throw new Error('unknown');
          return operations[call.function.name]?.(a, b);
        })
        .then((value) => `The result is ${value}`)
        .catch((error: Error) => `Error! ${error.message}`);
      return { role: 'tool' as const, tool_call_id: call.id, content };
    }),
  );
  messages.push(...results);
}
