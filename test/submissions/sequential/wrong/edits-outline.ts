// fails: hands-on-verbatim
// The editor gets the outline instead of the draft.
import OpenAI from 'openai';

const client = new OpenAI();
const topic = process.argv[2] ?? 'Japan in spring';

async function run(name: string, system: string, user: string): Promise<string> {
  const completion = await client.chat.completions.create({
    model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
    messages: [
      { role: 'system', content: system },
      { role: 'user', content: user },
    ],
  });
  const choice = completion.choices[0];
  const text = choice?.message.content ?? '';
  if (choice?.finish_reason === 'length') stop(name, 'cut');
  if (text.trim() === '') stop(name, 'empty');
  return text;
}

function stop(name: string, reason: string): never {
  console.error(`Pipeline stopped: the reply of stage ${name} was ${reason}`);
  process.exit(1);
}

const outline = await run('outline', 'You are an outliner.', topic);
const draft = await run('draft', 'You are a writer.', outline);
const final = await run('edit', 'You are an editor.', outline);
console.log(`${outline}\n\n${draft}\n\n${final}`);
