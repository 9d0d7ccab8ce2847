// fails: own-persona
// Quotes the name as JSON does.
import OpenAI from 'openai';

const client = new OpenAI();
const question = process.argv[2] ?? 'When should I visit Japan?';
const personas = [process.argv[3] ?? 'pirate', process.argv[4] ?? 'butler'];

async function ask(persona: string): Promise<string> {
  const completion = await client.chat.completions.create({
    model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
    // A fresh list for each persona: what isn't in it can't influence the answer.
    messages: [
      {
        role: 'system',
        content: `You are ${JSON.stringify(persona)}, who helps people plan their travels. Stay in character.`,
      },
      { role: 'user', content: question },
    ],
  });
  return completion.choices[0]?.message.content ?? '';
}

const replies = await Promise.all(personas.map(ask));

console.log(`Question: ${question}\n`);
for (const [index, persona] of personas.entries()) {
  console.log(`=== ${persona} ===`);
  console.log(`${replies[index]}\n`);
}
