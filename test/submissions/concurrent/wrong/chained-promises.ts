// fails: at-once
// Looks concurrent, but every promise waits for the one before it.
import OpenAI from 'openai';

const client = new OpenAI();
const proposal = process.argv[2] ?? 'Should our bakery deliver bread by bicycle?';
const names = ['cost', 'risk', 'opportunity'];

async function ask(system: string, user: string): Promise<string> {
  const completion = await client.chat.completions.create({
    model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
    messages: [
      { role: 'system', content: system },
      { role: 'user', content: user },
    ],
  });
  return completion.choices[0]?.message.content ?? '';
}

let previous: Promise<unknown> = Promise.resolve();
const results = await Promise.allSettled(
  names.map((name) => {
    const mine = previous.then(() => ask(`You are the ${name} analyst.`, proposal));
    previous = mine.catch(() => undefined);
    return mine;
  }),
);

const sections: string[] = [];
const missing: string[] = [];
for (const [index, name] of names.entries()) {
  const result = results[index];
  if (result?.status === 'fulfilled') {
    sections.push(`${name}:\n${result.value}`);
    console.log(`--- ${name} ---\n${result.value}\n`);
  } else {
    missing.push(name);
    console.error(`The ${name} analyst failed: ${result?.reason}`);
  }
}

if (sections.length === 0) {
  console.error('No analyst has answered.');
  process.exit(1);
}

const note = missing.length > 0 ? `\n\nmissing: ${missing.join(', ')}` : '';
const summary = await ask('You sum up what analysts say.', `${sections.join('\n\n')}${note}`);
console.log(`--- summary ---\n${summary}`);
