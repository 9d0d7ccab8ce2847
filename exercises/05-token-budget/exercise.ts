import OpenAI from 'openai';
import type { ChatCompletionMessageParam } from 'openai/resources/chat/completions';

const client = new OpenAI();
const model = process.env.OPENAI_MODEL ?? 'gpt-4o-mini';
const budget = Number(process.argv[2] ?? 150);
const given = process.argv.slice(3);
const turns =
  given.length > 0 ? given : ['When should I visit Japan?', 'What about budget tips?', 'And the food?'];

/** Dollars for a million tokens. */
const prices: Record<string, { input: number; output: number }> = {
  'gpt-4o-mini': { input: 0.15, output: 0.6 },
  'gpt-4o': { input: 2.5, output: 10 },
  'gpt-4.1-mini': { input: 0.4, output: 1.6 },
};

const messages: ChatCompletionMessageParam[] = [
  { role: 'system', content: 'You are a helpful travel assistant.' },
];
console.log(
  `A budget of ${budget} tokens, and ${model} costs $${prices[model]?.input} for a million of them.`,
);

for (const turn of turns) {
  messages.push({ role: 'user', content: turn });
  const completion = await client.chat.completions.create({ model, messages });
  const reply = completion.choices[0]?.message.content ?? '';
  messages.push({ role: 'assistant', content: reply });

  console.log(`You: ${turn}`);
  console.log(`Assistant: ${reply}`);
  // TODO: report the tokens and the cost of this turn

  // TODO: warn once, when the conversation has used more than the budget
}

// TODO: report the tokens and the cost of the whole conversation
