// Says beforehand who will be asked, and prints whole objects.
import OpenAI from 'openai';

const client = new OpenAI();
const question = process.argv[2] ?? 'When should I visit Japan?';
const [first = 'pirate', second = 'poet'] = process.argv.slice(3);

console.log(`Asking ${first} and ${second}: ${question}`);
const system = (persona: string) => `Persona: ${persona}\nTask: answer questions about travel.`;
const results = [];
for (const persona of [second, first]) {
  const messages = [
    { role: 'system' as const, content: system(persona) },
    { role: 'user' as const, content: question },
  ];
  console.log(messages);
  results.push({
    persona,
    completion: await client.chat.completions.create({
      model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
      messages,
      temperature: 0.9,
    }),
  });
}
for (const { persona, completion } of results) {
  console.log('------', persona, '------');
  console.log(completion.choices[0]?.message);
  console.log('tokens:', completion.usage?.total_tokens);
}
