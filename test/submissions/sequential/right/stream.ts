// Every stage is streamed; the gate looks when the stream has ended.
import OpenAI from 'openai';

const client = new OpenAI();

async function stage(name: string, system: string, user: string): Promise<string> {
  console.log(`\n== ${name} ==`);
  const stream = await client.chat.completions.create({
    model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
    messages: [
      { role: 'system', content: system },
      { role: 'user', content: user },
    ],
    stream: true,
  });
  let text = '';
  let reason: string | null = null;
  for await (const chunk of stream) {
    const piece = chunk.choices[0]?.delta.content ?? '';
    process.stdout.write(piece);
    text += piece;
    reason = chunk.choices[0]?.finish_reason ?? reason;
  }
  console.log();
  if (reason === 'length' || text.trim() === '') {
    console.error(`Stopped at the ${name} stage: its reply is ${reason === 'length' ? 'cut' : 'empty'}.`);
    process.exit(1);
  }
  return text;
}

const outline = await stage('outline', 'Make an outline.', process.argv[2] ?? 'Japan in spring');
const draft = await stage('draft', 'Write the text for this outline.', outline);
await stage('edit', 'Edit this text.', draft);
