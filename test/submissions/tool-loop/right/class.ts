// An agent as a class.
import OpenAI from 'openai';
import type {
  ChatCompletionMessageParam,
  ChatCompletionMessageToolCall,
} from 'openai/resources/chat/completions';
import * as z from 'zod';

const Numbers = z.object({ a: z.number(), b: z.number() });

class LimitReached extends Error {}

class Agent {
  readonly #client = new OpenAI();
  readonly #messages: ChatCompletionMessageParam[] = [];
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  async answer(question: string): Promise<string | null> {
    this.#messages.push({ role: 'user', content: question });
    for (let sent = 0; sent < this.#limit; sent += 1) {
      const { choices } = await this.#client.chat.completions.create({
        model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
        messages: this.#messages,
        tools: ['add', 'multiply', 'divide'].map((name) => ({
          type: 'function' as const,
          function: { name, description: name, parameters: z.toJSONSchema(Numbers) },
        })),
      });
      const message = choices[0]?.message;
      if (!message?.tool_calls) return message?.content ?? null;
      this.#messages.push(message, ...message.tool_calls.map((call) => this.#run(call)));
    }
    throw new LimitReached(`limit of ${this.#limit} requests reached`);
  }

  #run(call: ChatCompletionMessageToolCall): ChatCompletionMessageParam {
    const answer = (content: unknown) => ({
      role: 'tool' as const,
      tool_call_id: call.id,
      content: String(content),
    });
    try {
      if (call.type !== 'function') throw new Error('not a function');
      const { a, b } = Numbers.parse(JSON.parse(call.function.arguments));
      if (call.function.name === 'add') return answer(a + b);
      if (call.function.name === 'multiply') return answer(a * b);
      if (call.function.name === 'divide' && b !== 0) return answer(a / b);
      throw new Error(`can't ${call.function.name} ${a} and ${b}`);
    } catch (error) {
      return answer(`error: ${(error as Error).message}`);
    }
  }
}

try {
  console.log(await new Agent(Number(process.argv[3] ?? 5)).answer(process.argv[2] ?? 'Add 1 and 1.'));
} catch (error) {
  if (!(error instanceof LimitReached)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
