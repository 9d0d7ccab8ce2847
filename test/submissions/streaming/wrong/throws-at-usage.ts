// fails: finishes
// Reads the choices of the last chunk, which has none.
import OpenAI from 'openai';

const client = new OpenAI();
const stream = await client.chat.completions.create({
  model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
  messages: [{ role: 'user', content: process.argv[2] ?? 'When is Japan warm?' }],
  stream: true,
  stream_options: { include_usage: true },
});
for await (const chunk of stream) {
  const [choice] = chunk.choices as [OpenAI.ChatCompletionChunk.Choice];
  process.stdout.write(choice.delta.content ?? '');
  if (chunk.usage) console.log(chunk.usage);
}
