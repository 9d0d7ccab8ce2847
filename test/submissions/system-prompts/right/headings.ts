// The names stand in capitals above the replies, and all of it once more as JSON.
import OpenAI from 'openai';

const client = new OpenAI();
const question = process.argv[2] ?? 'When should I visit Japan?';
const personas = [process.argv[3] ?? 'pirate', process.argv[4] ?? 'butler'];

async function ask(persona: string) {
  const completion = await client.chat.completions.create({
    model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
    messages: [
      { role: 'developer', content: `Speak like this persona: "${persona}". Never leave the role.` },
      { role: 'user', content: question },
    ],
  });
  return { persona, reply: completion.choices[0]?.message.content };
}

const answers = await Promise.all(personas.map(ask));
for (const { persona, reply } of answers) console.log(`*** ${persona.toUpperCase()} ***\n${reply}\n`);
console.log(JSON.stringify(answers, null, 2));
