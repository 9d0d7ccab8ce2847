// The SDK's own retries, and the reply as a stream.
import OpenAI from 'openai';

const client = new OpenAI({ maxRetries: 4, timeout: 2000 });

async function main(question: string) {
  const stream = await client.chat.completions.create({
    model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
    messages: [{ role: 'user', content: question }],
    stream: true,
  });
  for await (const chunk of stream) process.stdout.write(chunk.choices[0]?.delta.content ?? '');
  process.stdout.write('\n');
}

await main(process.argv[2] ?? 'What is a good first trip?').catch((error: unknown) => {
  console.error(String(error));
  process.exitCode = 1;
});
