import OpenAI from 'openai';

const client = new OpenAI();
const model = process.env.OPENAI_MODEL ?? 'gpt-4o-mini';
const question = process.argv[2] ?? 'When should I visit Japan?';
const personas = [process.argv[3] ?? 'pirate', process.argv[4] ?? 'butler'];

/** Prints a reply under the name of the persona that gave it. */
function show(persona: string, reply: string): void {
  console.log(`=== ${persona} ===`);
  console.log(`${reply}\n`);
}

async function ask(persona: string): Promise<string> {
  const completion = await client.chat.completions.create({
    model,
    // A new list for each persona: what isn't in it can't influence the answer.
    messages: [
      {
        role: 'system',
        content: `You are a ${persona} who helps people plan their travels. Stay in character.`,
      },
      { role: 'user', content: question },
    ],
  });
  return completion.choices[0]?.message.content ?? '';
}

const replies = await Promise.all(personas.map(ask));
for (const [index, persona] of personas.entries()) show(persona, replies[index] ?? '');
