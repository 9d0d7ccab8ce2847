// Every turn is streamed, with the usage asked for.
import OpenAI from 'openai';
import type { ChatCompletionMessageParam } from 'openai/resources/chat/completions';

const client = new OpenAI();
const model = process.env.OPENAI_MODEL ?? 'gpt-4o-mini';
const given = process.argv.slice(2);
const questions = given.length > 0 ? given : ['When should I visit Japan?', 'What about budget tips?'];

const messages: ChatCompletionMessageParam[] = [
  { role: 'system', content: 'You are a helpful travel assistant.' },
];
let total = 0;

for (const question of questions) {
  messages.push({ role: 'user', content: question });
  const completion = await client.chat.completions.create({
    model,
    messages,
    stream: true,
    stream_options: { include_usage: true },
  });
  let reply = '';
  for await (const chunk of completion) {
    const piece = chunk.choices[0]?.delta.content ?? '';
    process.stdout.write(piece);
    reply += piece;
    total += chunk.usage?.total_tokens ?? 0;
  }
  messages.push({ role: 'assistant', content: reply });
  console.log();
}

console.log(`Total tokens: ${total}`);
