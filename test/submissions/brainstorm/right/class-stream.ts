// Classes, streaming, the developer role, the name field, and everything said as an assistant message.
import OpenAI from 'openai';
import type { ChatCompletionMessageParam } from 'openai/resources/chat/completions';

class Speaker {
  readonly #client: OpenAI;
  readonly name: string;
  readonly #persona: string;

  constructor(client: OpenAI, name: string, persona: string) {
    this.#client = client;
    this.name = name;
    this.#persona = persona;
  }

  async speak(heard: readonly ChatCompletionMessageParam[]): Promise<string> {
    const stream = await this.#client.chat.completions.create({
      model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
      messages: [{ role: 'developer', content: `${this.name}\n\n${this.#persona}` }, ...heard],
      max_completion_tokens: 500,
      stream: true,
    });
    process.stdout.write(`\u001b[1m${this.name}\u001b[0m\n  `);
    let text = '';
    for await (const chunk of stream) {
      const piece = chunk.choices[0]?.delta.content ?? '';
      process.stdout.write(piece);
      text += piece;
    }
    process.stdout.write('\n\n');
    return text;
  }
}

class GroupChat {
  readonly #heard: ChatCompletionMessageParam[];
  readonly #speakers: readonly Speaker[];

  constructor(topic: string, speakers: readonly Speaker[]) {
    this.#heard = [{ role: 'user', content: topic, name: 'Host' }];
    this.#speakers = speakers;
  }

  async round(): Promise<void> {
    for (const speaker of this.#speakers) {
      const text = await speaker.speak(this.#heard);
      this.#heard.push({ role: 'assistant', name: speaker.name, content: `${speaker.name}: ${text}` });
    }
  }
}

function roundsFrom(text = '2'): number | undefined {
  const rounds = Number(text);
  return Number.isSafeInteger(rounds) && rounds > 0 ? rounds : undefined;
}

const rounds = roundsFrom(process.argv[3]);
if (rounds === undefined) {
  process.stderr.write(`The number of rounds can't be ${process.argv[3]}.\n`);
  process.exit(64);
}
const client = new OpenAI();
const chat = new GroupChat(process.argv[2] ?? 'A theme for the summer party', [
  new Speaker(client, 'Dreamer', 'Wild ideas, please. Realist and Critic will bring you down to earth.'),
  new Speaker(client, 'Realist', 'Take what Dreamer says and make it work before Critic takes it apart.'),
  new Speaker(client, 'Critic', 'Find what Dreamer and Realist did not think of.'),
]);
for (let round = 0; round < rounds; round += 1) await chat.round();
