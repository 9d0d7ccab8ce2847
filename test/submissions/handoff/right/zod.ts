// The library’s helper, agents as objects, chatty.
import OpenAI from 'openai';
import { zodResponseFormat } from 'openai/helpers/zod';
import * as z from 'zod';

const Decision = z.object({
  route: z.enum(['billing', 'bookings', 'technical', 'none']),
  summary: z.string(),
  urgency: z.enum(['low', 'normal', 'high']),
});
type Decision = z.infer<typeof Decision>;

const client = new OpenAI();
const model = process.env.OPENAI_MODEL ?? 'gpt-4o-mini';

async function triage(text: string): Promise<Decision | null> {
  try {
    const { choices } = await client.chat.completions.parse({
      model,
      max_completion_tokens: 300,
      messages: [
        { role: 'developer', content: 'Route the message to a team.' },
        { role: 'user', content: text },
      ],
      response_format: zodResponseFormat(Decision, 'decision'),
    });
    console.log('triage:', choices[0]?.message);
    return choices[0]?.message.parsed ?? null;
  } catch (error) {
    console.log('triage failed:', (error as Error).message);
    return null;
  }
}

class Specialist {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }

  async answer(text: string, decision: Decision | null): Promise<string> {
    const notes = decision ? `[${decision.urgency}] ${decision.summary}` : 'no notes';
    const stream = client.chat.completions.stream({
      model,
      messages: [
        { role: 'system', content: `Team: ${this.name}` },
        { role: 'system', content: notes },
        { role: 'user', content: text },
      ],
    });
    return (await stream.finalContent()) ?? '';
  }
}

const team = new Map(['billing', 'bookings', 'technical'].map((name) => [name, new Specialist(name)]));
const customer = process.argv[2] ?? 'Where is my refund?';
const decision = await triage(customer);
const specialist = team.get(decision?.route ?? 'none') ?? new Specialist('general');
console.log('-> route:', specialist.name);
console.log(await specialist.answer(customer, decision));
