// Streamed; the model is in every chunk.
import OpenAI from 'openai';

const stream = await new OpenAI().chat.completions.create({
  model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
  messages: [{ role: 'user', content: process.argv[2] ?? 'Hello!' }],
  stream: true,
});
let model = '';
for await (const chunk of stream) {
  process.stdout.write(chunk.choices[0]?.delta.content ?? '');
  model = chunk.model;
}
console.log(`\n${model}`);
