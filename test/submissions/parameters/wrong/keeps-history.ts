// fails: same-messages
// The second asking of a pair sees the first reply.
import OpenAI from 'openai';
import type { ChatCompletionMessageParam } from 'openai/resources/chat/completions';

const client = new OpenAI();
const question = process.argv[2] ?? 'When is Japan warm?';
const messages: ChatCompletionMessageParam[] = [];

async function ask(parameters: { temperature?: number; max_tokens?: number }) {
  messages.push({ role: 'user', content: question });
  const completion = await client.chat.completions.create({
    model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
    messages,
    ...parameters,
  });
  const choice = completion.choices[0];
  if (choice) messages.push(choice.message);
  return choice;
}

for (const temperature of [0, 1.2]) {
  const one = await ask({ temperature });
  const two = await ask({ temperature });
  console.log(
    `temperature ${temperature}: ${one?.message.content === two?.message.content ? 'same' : 'different'}`,
  );
}
console.log(`finish_reason: ${(await ask({ max_tokens: 10 }))?.finish_reason}`);
