// Classes, promises kept in a map and awaited one after the other, the other order of starting.
import OpenAI from 'openai';

const client = new OpenAI();

class Analyst {
  readonly name: string;
  readonly #system: string;

  constructor(name: string, focus: string) {
    this.name = name;
    this.#system = `You are a careful ${name.toUpperCase()} ANALYST. ${focus}`;
  }

  async analyse(proposal: string): Promise<string | null> {
    try {
      const { choices } = await client.chat.completions.create({
        model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
        messages: [
          { role: 'developer', content: this.#system },
          { role: 'user', content: [{ type: 'text', text: proposal }] },
        ],
        max_completion_tokens: 600,
      });
      return choices[0]?.message.content ?? null;
    } catch (error) {
      if (error instanceof OpenAI.APIError) console.error(`[${this.name}] failed with ${error.status}`);
      return null;
    }
  }
}

class Panel {
  readonly #analysts = [
    new Analyst('cost', 'Leave risks and opportunities to others.'),
    new Analyst('risk', 'Leave the cost to others.'),
    new Analyst('opportunity', 'Be bold.'),
  ];

  async discuss(proposal: string): Promise<void> {
    const running = new Map<string, Promise<string | null>>();
    for (const analyst of [...this.#analysts].reverse()) {
      running.set(analyst.name, analyst.analyse(proposal));
    }
    let report = '';
    const absent: string[] = [];
    for (const { name } of this.#analysts) {
      const reply = await running.get(name);
      if (typeof reply === 'string') report += `<${name}>${reply}</${name}>\n`;
      else absent.push(name);
    }
    if (report === '') throw new Error('Nobody has answered.');
    console.log(report);
    if (absent.length > 0) report += `\nMISSING: ${absent.join(' and ')}`;
    const { choices } = await client.chat.completions.create({
      model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
      messages: [{ role: 'user', content: `Proposal: ${proposal}\n\n${report}\n\nWhat should we do?` }],
    });
    console.log(`Our advice: ${choices[0]?.message.content}`);
  }
}

await new Panel().discuss(process.argv[2] ?? 'Should we build a bridge?');
