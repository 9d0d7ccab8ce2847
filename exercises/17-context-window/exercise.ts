import OpenAI from 'openai';
import type { ChatCompletionMessageParam } from 'openai/resources/chat/completions';

const client = new OpenAI();
const model = process.env.OPENAI_MODEL ?? 'gpt-4o-mini';
const budget = Number(process.argv[2] ?? 220);
const system = process.argv[3] ?? 'You are a helpful travel assistant.';
const given = process.argv.slice(4);
const turns =
  given.length > 0
    ? given
    : [
        'My name is Robin. When should I visit Japan?',
        'What about budget tips?',
        'And what should I eat there?',
        'How do I get around?',
        'What should I pack?',
        'What is my name?',
      ];

const messages: ChatCompletionMessageParam[] = [{ role: 'system', content: system }];

for (const turn of turns) {
  messages.push({ role: 'user', content: turn });
  // TODO: send no more than fits into the budget: whole pairs of turn and reply, the newest ones
  // TODO: give up when not even this turn fits
  const completion = await client.chat.completions.create({ model, messages });
  const reply = completion.choices[0]?.message.content ?? '';
  messages.push({ role: 'assistant', content: reply });

  console.log(`You: ${turn}`);
  console.log(`Assistant: ${reply}`);
  // TODO: say how many messages this request lacked
  console.log(`  (${completion.usage?.prompt_tokens} prompt tokens, the budget is ${budget})\n`);
}
