// Split into functions, with a list of models first.
import OpenAI from 'openai';

const client = new OpenAI({ maxRetries: 0 });

async function ask(question: string) {
  return client.chat.completions.create({
    model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
    max_tokens: 100,
    temperature: 0.5,
    messages: [
      { role: 'system', content: 'Du bist ein hilfreicher Reiseberater.', name: 'guide' },
      { role: 'user', content: question, name: 'traveller' },
    ],
  });
}

async function main() {
  const { data } = await client.models.list();
  console.log(`${data.length} models`);
  const { choices, usage } = await ask(process.argv.slice(2).join(' ') || 'Wohin im Mai?');
  for (const { message } of choices) console.log(message.content);
  for (const [name, value] of Object.entries(usage ?? {})) console.log(name, value);
}

void main();
