// fails: asks-once
// Starts over when the stream breaks off.
import OpenAI from 'openai';

const client = new OpenAI();
const question = process.argv[2] ?? 'When is Japan warm?';

async function show(tries: number): Promise<void> {
  try {
    const stream = await client.chat.completions.create({
      model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
      messages: [{ role: 'user', content: question }],
      stream: true,
      stream_options: { include_usage: true },
    });
    for await (const chunk of stream) {
      process.stdout.write(chunk.choices[0]?.delta.content ?? '');
      if (chunk.usage) console.log('\n', chunk.usage);
    }
  } catch {
    if (tries > 1) return show(tries - 1);
    console.error('incomplete');
    process.exitCode = 1;
  }
}
await show(3);
