// Streams, with retries before the stream begins.
import OpenAI from 'openai';

const client = new OpenAI({ maxRetries: 3, timeout: 2000 });

async function main(): Promise<number> {
  try {
    const stream = await client.chat.completions.create({
      model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
      messages: [{ role: 'user', content: process.argv[2] ?? 'Where is it quiet?' }],
      stream: true,
    });
    for await (const chunk of stream) process.stdout.write(chunk.choices[0]?.delta.content ?? '');
    process.stdout.write('\n');
    return 0;
  } catch (error) {
    const { status, message } = error as { status?: number; message: string };
    process.stderr.write(`FAILED ${status ?? ''} ${message}\n`);
    return 75;
  }
}

process.exitCode = await main();
