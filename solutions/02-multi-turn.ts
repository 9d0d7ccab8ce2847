import OpenAI from 'openai';
import type { ChatCompletionMessageParam } from 'openai/resources/chat/completions';

const client = new OpenAI();
const model = process.env.OPENAI_MODEL ?? 'gpt-4o-mini';

const given = process.argv.slice(2);
const questions =
  given.length > 0
    ? given
    : ["What's the best time to visit Japan?", 'What about budget tips?', 'And what should I eat there?'];

// The whole memory of the conversation. The API keeps none of it.
const messages: ChatCompletionMessageParam[] = [
  { role: 'system', content: 'You are a helpful travel assistant.' },
];
let totalTokens = 0;

for (const question of questions) {
  messages.push({ role: 'user', content: question });

  const completion = await client.chat.completions.create({
    model,
    messages,
    temperature: 0.3,
  });

  const reply = completion.choices[0]?.message.content ?? '';
  // Unchanged, so that the next request shows the model what it really said.
  messages.push({ role: 'assistant', content: reply });
  totalTokens += completion.usage?.total_tokens ?? 0;

  console.log(`You: ${question}`);
  console.log(`Assistant: ${reply}\n`);
}

console.log(`Total tokens over the conversation: ${totalTokens}`);
