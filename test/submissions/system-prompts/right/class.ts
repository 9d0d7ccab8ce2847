// A class for each persona.
import OpenAI from 'openai';

class Persona {
  static readonly client = new OpenAI();
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }

  async answer(question: string): Promise<string> {
    const { choices } = await Persona.client.chat.completions.create({
      model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
      max_completion_tokens: 400,
      messages: [
        { role: 'system', content: `Speak like this: ${this.name}.` },
        { role: 'user', content: question },
      ],
    });
    return choices[0]?.message.content ?? '(nothing)';
  }
}

const [question = 'Is Rome hot in July?', one = 'poet', two = 'butler'] = process.argv.slice(2);
for (const persona of [new Persona(one), new Persona(two)]) {
  process.stdout.write(`${persona.name} says:\n\n`);
  process.stdout.write((await persona.answer(question)).replace(/^/gm, '    '));
  process.stdout.write('\n\n');
}
