// A meter that is told of every response; chatty.
import OpenAI from 'openai';
import type { ChatCompletionMessageParam } from 'openai/resources/chat/completions';

class Meter {
  tokens = 0;
  dollars = 0;
  #warned = false;
  readonly budget: number;
  readonly rate: { input: number; output: number };

  constructor(budget: number, rate: { input: number; output: number }) {
    this.budget = budget;
    this.rate = rate;
  }

  add(usage: OpenAI.CompletionUsage): void {
    const input = (usage.prompt_tokens / 1e6) * this.rate.input;
    const output = (usage.completion_tokens / 1e6) * this.rate.output;
    this.tokens += usage.total_tokens;
    this.dollars += input + output;
    console.log(`Input tokens:  ${usage.prompt_tokens}`);
    console.log(`Output tokens: ${usage.completion_tokens}`);
    console.log(`Together:      ${usage.total_tokens}`);
    console.log(`Costs:         $${(input + output).toFixed(6)}`);
    if (!this.#warned && this.tokens > this.budget) {
      this.#warned = true;
      console.log('WARNING', `the budget of ${this.budget} is gone`);
    }
  }
}

const rates: Record<string, { input: number; output: number }> = {
  'gpt-4o-mini': { input: 0.15, output: 0.6 },
  'gpt-4o': { input: 2.5, output: 10 },
  'gpt-4.1-mini': { input: 0.4, output: 1.6 },
};
const model = process.env.OPENAI_MODEL || 'gpt-4o-mini';
const client = new OpenAI();
const meter = new Meter(Number(process.argv[2] || 500), rates[model] ?? { input: 1, output: 1 });
const history: ChatCompletionMessageParam[] = [{ role: 'developer', content: 'You plan travels.' }];
let turns = process.argv.slice(3);
if (turns.length === 0) turns = ['Hello!', 'Where should I go in May?'];

for (const turn of turns) {
  history.push({ role: 'user', content: turn });
  console.log('sending', history.length, 'messages');
  const { choices, usage } = await client.chat.completions.create({
    model,
    messages: history,
    max_completion_tokens: 900,
  });
  const message = choices[0]?.message;
  if (message) history.push(message);
  console.log(message);
  if (usage) meter.add(usage);
}
console.log(`All in all ${meter.tokens} tokens and $${meter.dollars.toFixed(6)}.`);
