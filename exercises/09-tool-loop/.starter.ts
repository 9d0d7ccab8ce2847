import OpenAI from 'openai';
import type { ChatCompletionMessageParam, ChatCompletionTool } from 'openai/resources/chat/completions';

const client = new OpenAI();
const model = process.env.OPENAI_MODEL ?? 'gpt-4o-mini';
const question = process.argv[2] ?? 'Add 17 and 25, please.';
const limit = Number(process.argv[3] ?? 5);

// TODO: multiply and divide are missing, and nobody may divide by 0
const tools: ChatCompletionTool[] = [
  {
    type: 'function',
    function: {
      name: 'add',
      description: 'a + b',
      parameters: {
        type: 'object',
        properties: { a: { type: 'number' }, b: { type: 'number' } },
        required: ['a', 'b'],
      },
    },
  },
];

const messages: ChatCompletionMessageParam[] = [{ role: 'user', content: question }];

// TODO: go on until the model is done, but send no more requests than the limit allows
console.log(`(At most ${limit} requests, and this is the first.)`);
const completion = await client.chat.completions.create({ model, messages, tools });
const reply = completion.choices[0]?.message;

// TODO: run every call of the reply, and tell the model the results, errors too
console.log(reply?.content ?? 'The model asks for a tool, and nobody listens.');
