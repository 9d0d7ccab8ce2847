// A class, and streams with usage.
import OpenAI from 'openai';
import type { ChatCompletionMessageParam } from 'openai/resources/chat/completions';

class Window {
  readonly #client = new OpenAI();
  readonly #pairs: [string, string][] = [];

  constructor(
    private readonly budget: number,
    private readonly system: string,
  ) {}

  #fits(messages: ChatCompletionMessageParam[]): boolean {
    const bytes = messages.map(({ content }) => Buffer.byteLength(String(content), 'utf8'));
    return bytes.reduce((sum, each) => sum + 5 + Math.ceil(each / 2), 3) <= this.budget;
  }

  #list(count: number, turn: string): ChatCompletionMessageParam[] {
    const kept = count === 0 ? [] : this.#pairs.slice(-count);
    return [
      { role: 'system', content: this.system },
      ...kept.flatMap(([user, assistant]): ChatCompletionMessageParam[] => [
        { role: 'user', content: user },
        { role: 'assistant', content: assistant },
      ]),
      { role: 'user', content: turn },
    ];
  }

  async ask(turn: string): Promise<void> {
    let count = this.#pairs.length;
    while (count >= 0 && !this.#fits(this.#list(count, turn))) count -= 1;
    if (count < 0) throw new Error('The budget is too small for this turn.');
    const stream = await this.#client.chat.completions.create({
      model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
      messages: this.#list(count, turn),
      stream: true,
      stream_options: { include_usage: true },
    });
    let reply = '';
    for await (const chunk of stream) {
      const piece = chunk.choices[0]?.delta.content ?? '';
      reply += piece;
      process.stdout.write(piece);
      if (chunk.usage) process.stdout.write(`\n[${chunk.usage.prompt_tokens} tokens]\n`);
    }
    const gone = this.#pairs.length - count;
    if (gone > 0) console.log(`(dropped ${2 * gone} messages)`);
    this.#pairs.push([turn, reply]);
  }
}

const [budget = 190, system = 'Be brief.', ...turns] = process.argv.slice(2);
const window = new Window(Number(budget), system);
try {
  for (const turn of turns.length > 0
    ? turns
    : ['Hello. When is spring?', 'And autumn?', 'What do I eat?', 'What do I wear?', 'Where do I sleep?'])
    await window.ask(turn);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
