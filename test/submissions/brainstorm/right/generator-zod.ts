// An async generator yields the turns; zod reads the arguments.
import OpenAI from 'openai';
import * as z from 'zod';

const options = z.object({
  topic: z.string().default('What to plant on the roof'),
  rounds: z.coerce.number().int().positive().default(2),
});

const parsed = options.safeParse({ topic: process.argv[2], rounds: process.argv[3] });
if (!parsed.success) {
  console.error(`Bad rounds "${process.argv[3]}": ${z.prettifyError(parsed.error)}`);
  process.exit(1);
}
const { topic, rounds } = parsed.data;

const client = new OpenAI();
const agents = new Map([
  ['Dreamer', 'You are called Dreamer and love what does not exist yet.'],
  ['Realist', 'You are called Realist and count hours and coins.'],
  ['Critic', 'You are called Critic and trust nothing that was not tried.'],
]);

async function* discussion() {
  const lines: string[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    for (const [name, content] of agents) {
      const completion = await client.chat.completions.create({
        model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
        messages: [
          { role: 'system', content },
          { role: 'user', content: topic },
          ...lines.map((line) => ({ role: 'user' as const, content: line })),
        ],
      });
      const line = `${name}: ${completion.choices[0]?.message.content ?? ''}`;
      lines.push(line);
      yield { round, name, line };
    }
  }
}

for await (const { round, name, line } of discussion()) console.log(`(${round}, ${name}) ${line}`);
