// Agents as objects, content parts, the role developer, an error class of its own, left uncaught.
import OpenAI from 'openai';

class StageError extends Error {}

class Agent {
  static readonly #client = new OpenAI();
  readonly name: string;
  readonly #instructions: string;

  constructor(name: string, instructions: string) {
    this.name = name;
    this.#instructions = instructions;
  }

  async work(input: string): Promise<string> {
    const { choices } = await Agent.#client.chat.completions.create({
      model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
      messages: [
        { role: 'developer', content: [{ type: 'text', text: this.#instructions }] },
        { role: 'user', content: [{ type: 'text', text: input }] },
      ],
      max_completion_tokens: 1200,
    });
    const [choice] = choices;
    if (choice === undefined || choice.finish_reason === 'length') {
      throw new StageError(`Stage "${this.name}" failed: reply cut by the limit`);
    }
    if (!choice.message.content?.trim()) throw new StageError(`Stage "${this.name}" failed: empty reply`);
    return choice.message.content;
  }
}

class Pipeline {
  readonly #agents: readonly Agent[];

  constructor(...agents: readonly Agent[]) {
    this.#agents = agents;
  }

  async run(input: string): Promise<string> {
    let text = input;
    for (const agent of this.#agents) text = await agent.work(text);
    return text;
  }
}

const pipeline = new Pipeline(
  new Agent('outline', 'You are an outliner.'),
  new Agent('draft', 'You are an author.'),
  new Agent('edit', 'You are a copy editor.'),
);
process.stdout.write(`${await pipeline.run(process.argv[2] ?? 'Japan in spring')}\n`);
