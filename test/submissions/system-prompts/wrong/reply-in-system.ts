// fails: own-persona
// The second system message quotes the first persona and its reply.
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
        content: `You are a ${persona} who helps people plan their travels. Stay in character.`,
      },
      { role: 'user', content: question },
    ],
  });
  return completion.choices[0]?.message.content ?? '';
}

const first = await ask(personas[0] ?? '');
const second = await ask(`${personas[1]} who disagrees with the ${personas[0]}, who said: ${first}`);
for (const [index, reply] of [first, second].entries()) console.log(`=== ${personas[index]} ===\n${reply}`);
