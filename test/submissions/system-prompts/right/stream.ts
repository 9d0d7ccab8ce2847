// Prints the replies as they stream in.
import OpenAI from 'openai';

const client = new OpenAI();
const [question = 'When should I visit Japan?', ...names] = process.argv.slice(2);

for (const name of names.length > 0 ? names : ['butler', 'pirate']) {
  console.log(name);
  const stream = await client.chat.completions.create({
    model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
    messages: [
      { role: 'system', content: `You are ${name}, and you talk like it.` },
      { role: 'user', content: question },
    ],
    stream: true,
  });
  for await (const chunk of stream) process.stdout.write(chunk.choices[0]?.delta.content ?? '');
  console.log();
}
