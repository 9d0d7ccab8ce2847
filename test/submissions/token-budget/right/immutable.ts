// Recursion in place of a loop.
import OpenAI from 'openai';
import type { ChatCompletionMessageParam } from 'openai/resources/chat/completions';

const client = new OpenAI();
const model = process.env.OPENAI_MODEL ?? 'gpt-4o-mini';
const [, , first, ...rest] = process.argv;
const budget = first === undefined ? 120 : +first;
const perMillion: Record<string, readonly [number, number]> = {
  'gpt-4o-mini': [0.15, 0.6],
  'gpt-4o': [2.5, 10],
  'gpt-4.1-mini': [0.4, 1.6],
};

async function hold(
  turns: string[],
  messages: ChatCompletionMessageParam[],
  spent: readonly [number, number],
): Promise<readonly [number, number]> {
  const [turn, ...later] = turns;
  if (turn === undefined) return spent;
  const asked: ChatCompletionMessageParam[] = [...messages, { role: 'user', content: turn }];
  const completion = await client.chat.completions.create({ model, messages: asked });
  const reply = completion.choices[0]?.message.content ?? '';
  const usage = completion.usage;
  if (!usage) throw new Error('no usage');
  const [input, output] = perMillion[model] ?? [0, 0];
  const cost = (usage.prompt_tokens * input + usage.completion_tokens * output) / 1_000_000;
  const now = [spent[0] + usage.total_tokens, spent[1] + cost] as const;
  const passed = spent[0] <= budget && now[0] > budget;
  console.log(
    [
      reply,
      `${usage.prompt_tokens} in, ${usage.completion_tokens} out, ${usage.total_tokens} in all: $${cost.toFixed(6)}`,
      ...(passed ? ['WARNING: budget passed'] : []),
    ].join('\n'),
  );
  return hold(later, [...asked, { role: 'assistant', content: reply }], now);
}

const [tokens, dollars] = await hold(
  rest.length > 0 ? rest : ['When is Japan warm?', 'And cheap?'],
  [{ role: 'system', content: 'You are a guide.' }],
  [0, 0],
);
console.log(`Sum: ${tokens} tokens, ${dollars.toFixed(6)} dollars`);
