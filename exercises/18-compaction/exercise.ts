import OpenAI from 'openai';
import type { ChatCompletionMessageParam } from 'openai/resources/chat/completions';

const client = new OpenAI();
const model = process.env.OPENAI_MODEL ?? 'gpt-4o-mini';
const given = process.argv.slice(2);
const turns =
  given.length > 0
    ? given
    : [
        'When should I visit Japan? My name is Robin, by the way.',
        'What about budget tips?',
        'And what should I eat there?',
        'How do I get around?',
        'Which sights should I not miss?',
        'What should I pack?',
        'Is it safe to travel alone?',
        'What is my name?',
      ];

const messages: ChatCompletionMessageParam[] = [
  { role: 'system', content: 'You are a helpful travel assistant.' },
];

for (const turn of turns) {
  // TODO: when there are too many messages, replace the old ones by a summary first, and say so
  // TODO: a summary that fails must not end the conversation

  messages.push({ role: 'user', content: turn });
  const completion = await client.chat.completions.create({ model, messages });
  const reply = completion.choices[0]?.message.content ?? '';
  messages.push({ role: 'assistant', content: reply });

  console.log(`You: ${turn}`);
  console.log(`Assistant: ${reply}\n`);
}

console.log(`(${messages.length} messages are in the list now)`);
