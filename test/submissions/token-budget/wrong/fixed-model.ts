// fails: one-request-a-turn
// Asks for gpt-4o-mini, whatever OPENAI_MODEL says.
import OpenAI from 'openai';
import type { ChatCompletionMessageParam } from 'openai/resources/chat/completions';

const client = new OpenAI();
const model = 'gpt-4o-mini';
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
const price = prices[model];
if (price === undefined) throw new Error(`No price is known for ${model}`);

const messages: ChatCompletionMessageParam[] = [
  { role: 'system', content: 'You are a helpful travel assistant.' },
];
let tokens = 0;
let dollars = 0;
let warned = false;

for (const turn of turns) {
  messages.push({ role: 'user', content: turn });
  const completion = await client.chat.completions.create({ model, messages });
  const reply = completion.choices[0]?.message.content ?? '';
  messages.push({ role: 'assistant', content: reply });

  const used = completion.usage ?? { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 };
  const cost = (used.prompt_tokens * price.input + used.completion_tokens * price.output) / 1_000_000;
  tokens += used.total_tokens;
  // Not the rounded cost: rounding errors would add up.
  dollars += cost;

  console.log(`You: ${turn}`);
  console.log(`Assistant: ${reply}`);
  console.log(
    `  prompt ${used.prompt_tokens} + completion ${used.completion_tokens} = total ${used.total_tokens} tokens, $${cost.toFixed(6)}`,
  );
  if (tokens > budget && !warned) {
    warned = true;
    console.log(`  WARNING: ${tokens} tokens used, the budget was ${budget}`);
  }
  console.log();
}

console.log(`Conversation: ${tokens} tokens, $${dollars.toFixed(6)}`);
