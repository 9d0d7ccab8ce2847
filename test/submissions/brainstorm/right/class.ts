// Agents as objects; own words as assistant, others’ as user.
import OpenAI from 'openai';
import type { ChatCompletionMessageParam } from 'openai/resources/chat/completions';

interface Contribution {
  readonly by: string;
  readonly text: string;
}

class Agent {
  static readonly #client = new OpenAI();
  readonly name: string;
  readonly #style: string;

  constructor(name: string, style: string) {
    this.name = name;
    this.#style = style;
  }

  async speak(topic: string, said: readonly Contribution[]): Promise<Contribution> {
    const messages: ChatCompletionMessageParam[] = [
      {
        role: 'system',
        content: `${this.name} speaks. Style: ${this.#style}. The others at the table: none is named here.`,
      },
      { role: 'user', content: topic },
      ...said.map(
        ({ by, text }): ChatCompletionMessageParam =>
          by === this.name
            ? { role: 'assistant', content: `${by}: ${text}` }
            : { role: 'user', content: [{ type: 'text', text: `${by}: ${text}` }], name: by },
      ),
    ];
    const { choices } = await Agent.#client.chat.completions.create({
      model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
      messages,
      temperature: 1,
      max_completion_tokens: 500,
    });
    return { by: this.name, text: choices[0]?.message.content ?? '' };
  }
}

const agents = [
  new Agent('Dreamer', 'visionary'),
  new Agent('Realist', 'practical'),
  new Agent('Critic', 'sharp'),
];
const topic = process.argv[2] ?? 'A slogan for a bakery';
const rounds = process.argv[3] === undefined ? 2 : Number(process.argv[3]);
if (!Number.isSafeInteger(rounds) || rounds <= 0) {
  console.error('Rounds: a whole number from 1, please.');
  process.exitCode = 1;
} else {
  const said: Contribution[] = [];
  for (const agent of Array.from({ length: rounds }, () => agents).flat()) {
    console.log('debug:', said.length, 'contributions so far');
    const contribution = await agent.speak(topic, said);
    said.push(contribution);
    console.log(contribution);
    console.log(`${contribution.by}:\n${contribution.text}`);
  }
}
