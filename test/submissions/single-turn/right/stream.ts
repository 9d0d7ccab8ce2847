// Streamed, with the usage asked for.
import OpenAI from 'openai';

const stream = await new OpenAI().chat.completions.create({
  model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
  messages: [
    { role: 'system', content: 'You are a seasoned traveller who helps tourists.' },
    { role: 'user', content: process.argv[2] ?? 'Where is it warm in March?' },
  ],
  temperature: 1,
  max_tokens: 4096,
  stream: true,
  stream_options: { include_usage: true },
});
for await (const chunk of stream) {
  process.stdout.write(chunk.choices[0]?.delta.content ?? '');
  if (chunk.usage) {
    const { prompt_tokens: sent, completion_tokens: received, total_tokens: all } = chunk.usage;
    process.stdout.write(`\n${sent} tokens sent + ${received} tokens received = ${all}\n`);
  }
}
