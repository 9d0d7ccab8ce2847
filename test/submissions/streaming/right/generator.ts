// A generator of pieces, between debug output.
import OpenAI from 'openai';

async function* pieces(question: string): AsyncGenerator<string> {
  const stream = await new OpenAI().chat.completions.create({
    model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
    messages: [{ role: 'user', content: question }],
    stream: true,
    stream_options: { include_usage: true },
  });
  for await (const chunk of stream) {
    const text = chunk.choices[0]?.delta.content;
    if (text) yield text;
    if (chunk.usage) {
      const { prompt_tokens: sent, completion_tokens: written, total_tokens: sum } = chunk.usage;
      yield `\n--\nsent: ${sent}\nwritten: ${written}\nsum: ${sum}\n`;
    }
  }
}

console.log('debug: starting');
try {
  for await (const piece of pieces(process.argv[2] ?? 'Where can I swim in May?'))
    process.stdout.write(piece);
} catch {
  process.stderr.write('\nincomplete reply\n');
  process.exit(1);
}
