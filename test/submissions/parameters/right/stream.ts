// Collects the replies from streams.
import OpenAI from 'openai';

const client = new OpenAI();

class Asker {
  constructor(readonly question: string) {}

  async ask(temperature: number | null, limit: number | null): Promise<{ text: string; reason: string }> {
    const stream = await client.chat.completions.create({
      model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
      messages: [{ role: 'user', content: [{ type: 'text', text: this.question }] }],
      temperature,
      max_tokens: limit,
      stream: true,
    });
    let text = '';
    let reason = '';
    for await (const { choices } of stream) {
      text += choices[0]?.delta.content ?? '';
      reason = choices[0]?.finish_reason ?? reason;
    }
    return { text, reason };
  }
}

const asker = new Asker(process.argv[2] ?? 'When is the rain over?');
for (const temperature of [1.2, 0]) {
  const [one, two] = await Promise.all([asker.ask(temperature, null), asker.ask(temperature, null)]);
  console.log(`temperature ${temperature}: replies are`, one.text === two.text ? 'same' : 'different');
}
console.log('finish_reason:', (await asker.ask(null, 8)).reason);
