// An agent as a class, chatty, with a limit to its rounds.
import OpenAI from 'openai';
import type {
  ChatCompletionMessageParam,
  ChatCompletionMessageToolCall,
} from 'openai/resources/chat/completions';

class Shop {
  readonly #orders: Map<string, Record<string, string>>;

  constructor(json: string) {
    this.#orders = new Map(Object.entries(JSON.parse(json)));
  }

  get_order(id: string): string {
    const order = this.#orders.get(id);
    if (order === undefined) return `Error: ${id} unknown`;
    return Object.entries(order)
      .map(([name, value]) => `${name}: ${value}`)
      .join('\n');
  }

  cancel_order(id: string): string {
    const order = this.#orders.get(id);
    if (order?.status !== 'processing') return `Error: ${id} can't be cancelled`;
    this.#orders.set(id, { ...order, status: 'cancelled' });
    return 'The order was cancelled';
  }
}

class Agent {
  readonly #client = new OpenAI();
  readonly #messages: ChatCompletionMessageParam[] = [{ role: 'developer', content: 'You work for a shop.' }];
  readonly #shop: Shop;

  constructor(shop: Shop) {
    this.#shop = shop;
  }

  async hear(turn: string): Promise<string> {
    this.#messages.push({ role: 'user', content: turn });
    for (let round = 0; round < 10; round += 1) {
      const { choices } = await this.#client.chat.completions.create({
        model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
        temperature: 0.2,
        max_completion_tokens: 900,
        messages: this.#messages,
        tools: (['get_order', 'cancel_order'] as const).map((name) => ({
          type: 'function' as const,
          function: {
            name,
            description: name.replace('_', ' '),
            strict: true,
            parameters: {
              type: 'object',
              properties: { order_id: { type: 'string' } },
              required: ['order_id'],
              additionalProperties: false,
            },
          },
        })),
      });
      const message = choices[0]?.message;
      console.log('[debug]', JSON.stringify(message?.tool_calls ?? 'no calls'));
      if (message === undefined) break;
      this.#messages.push(message);
      if (message.tool_calls === undefined) return message.content ?? '';
      for (const call of message.tool_calls) this.#messages.push(this.#run(call));
    }
    throw new Error('no answer');
  }

  #run(call: ChatCompletionMessageToolCall): ChatCompletionMessageParam {
    if (call.type !== 'function') throw new Error('not a function');
    const { order_id: id } = JSON.parse(call.function.arguments);
    const content =
      call.function.name === 'get_order' ? this.#shop.get_order(id) : this.#shop.cancel_order(id);
    return { role: 'tool', tool_call_id: call.id, content };
  }
}

const agent = new Agent(new Shop(process.argv[2] ?? '{"A-7": {"item": "boots", "status": "processing"}}'));
const turns =
  process.argv.length > 3 ? process.argv.slice(3) : ['Where is my order A-7?', 'Cancel order A-7.'];
for (const turn of turns) console.log(`> ${turn}\n${await agent.hear(turn)}\n`);
