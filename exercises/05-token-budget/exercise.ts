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

/** Prints what one turn took. The dollars are rounded here, so pass them as they are. */
function reportTurn(prompt: number, completion: number, total: number, dollars: number): void {
  console.log(
    `  prompt ${prompt} + completion ${completion} = total ${total} tokens, $${dollars.toFixed(6)}`,
  );
}

/** Warns that the conversation has used this many tokens. */
function warn(tokens: number): void {
  console.log(`  WARNING: ${tokens} tokens used, and the budget is ${budget}`);
}

/** Prints what the whole conversation took. */
function reportConversation(tokens: number, dollars: number): void {
  console.log(`\nConversation: ${tokens} tokens, $${dollars.toFixed(6)}`);
}

const messages: ChatCompletionMessageParam[] = [
  { role: 'system', content: 'You are a helpful travel assistant.' },
];
console.log(`A million prompt tokens of ${model} cost $${prices[model]?.input}.`);

for (const turn of turns) {
  messages.push({ role: 'user', content: turn });
  const completion = await client.chat.completions.create({ model, messages });
  const reply = completion.choices[0]?.message.content ?? '';
  messages.push({ role: 'assistant', content: reply });

  console.log(`\nYou: ${turn}`);
  console.log(`Assistant: ${reply}`);
  // TODO: report the real tokens and cost of this turn
  reportTurn(0, 0, 0, 0);
  // TODO: warn only once, when the conversation has used more than the budget
  warn(0);
}

// TODO: add up all turns
reportConversation(0, 0);
