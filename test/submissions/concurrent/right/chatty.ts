// Prints whatever happens, each reply as soon as it comes, and all of it again in the end.
import OpenAI from 'openai';

const client = new OpenAI();
const model = process.env.OPENAI_MODEL ?? 'gpt-4o-mini';
const proposal = process.argv[2] ?? 'Should we print a newspaper?';
const replies: Record<string, string> = {};
const errors: Record<string, string> = {};

async function run(name: string): Promise<void> {
  console.log(`[${new Date().toISOString()}] asking ${name} about`, { proposal });
  const messages = [
    { role: 'system' as const, content: `Role: ${name} analyst` },
    { role: 'user' as const, content: proposal },
  ];
  console.log('sending', JSON.stringify(messages, null, 2));
  try {
    const completion = await client.chat.completions.create({ model, messages, temperature: 0 });
    replies[name] = completion.choices[0]?.message.content ?? '';
    console.log(`\u001b[32m${name} answered first or later:\u001b[0m`, completion.choices[0]?.message);
  } catch (error) {
    errors[name] = String(error);
    console.log(`\u001b[31m${name} failed:\u001b[0m`, error);
  }
}

await Promise.all([run('opportunity'), run('cost'), run('risk')]);
console.log('replies', Object.keys(replies), 'errors', Object.keys(errors));
if (Object.keys(replies).length === 0) {
  console.log('Nothing to sum up, good bye.');
  process.exit(1);
}

let prompt = `# Proposal\n${proposal}\n\n# Replies\n`;
for (const name of ['cost', 'risk', 'opportunity']) {
  const reply = replies[name];
  if (reply === undefined) continue;
  console.log(`=== ${name} ===`);
  console.log(reply);
  prompt += `\n### ${name}\n${reply}\n`;
}
for (const name of Object.keys(errors)) prompt += `\nmissing: ${name}`;
console.log('prompt of the summary', prompt);
const summary = await client.chat.completions.create({
  model,
  messages: [{ role: 'user', content: prompt }],
});
console.log('=== summary ===');
console.log(summary.choices[0]?.message.content);
console.log('usage', summary.usage);
