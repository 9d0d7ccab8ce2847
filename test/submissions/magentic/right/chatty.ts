// Prints every message and decision, the ledger in each turn, and the counts while it runs.
import OpenAI from 'openai';

const client = new OpenAI();
const [goal = 'Plan a birthday in the park', cap = '6'] = process.argv.slice(2);
const workers: { name: string; prompt: string }[] = ['researcher', 'planner', 'writer'].map((name) => ({
  name,
  prompt: `Your name is ${name}. Do what you are told, in a few lines.`,
}));
const ledger: Record<string, string>[] = [];
const properties = Object.fromEntries(
  ['worker', 'task', 'answer'].map((name) => [name, { type: 'string', description: `the ${name}` }]),
);

let turn = 0;
while (turn < Number(cap)) {
  turn += 1;
  const messages = [
    { role: 'system' as const, content: `You manage ${workers.map(({ name }) => name).join(', ')}.` },
    ...ledger.map((entry) => ({ role: 'user' as const, content: JSON.stringify(entry) })),
    { role: 'user' as const, content: `The goal: ${goal}` },
  ];
  console.log(`turn ${turn}, sending`, JSON.stringify(messages, null, 2));
  const completion = await client.chat.completions.create({
    model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
    messages,
    response_format: {
      type: 'json_schema',
      json_schema: {
        name: 'd',
        strict: true,
        schema: {
          type: 'object',
          properties: { action: { enum: ['assign', 'finish'], type: 'string' }, ...properties },
          required: ['action', 'worker', 'task', 'answer'],
          additionalProperties: false,
        },
      },
    },
  });
  const message = completion.choices[0]?.message;
  console.log('\u001b[33mmanager\u001b[0m', message);
  const entry: Record<string, string> = { status: 'failed' };
  try {
    const { action, worker, task, answer } = JSON.parse(message?.content ?? '');
    if (action === 'finish') {
      console.log(`\u001b[1mANSWER\u001b[0m\n${answer}`);
      break;
    }
    if (action !== 'assign') throw new Error(`What is ${action}?`);
    if (task === undefined) throw new Error('An assignment without a task.');
    Object.assign(entry, { worker, task });
    const found = workers.find(({ name }) => name === worker);
    if (!found) throw new Error(`${worker} is not in the team`);
    const result = await client.chat.completions.create({
      model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
      messages: [
        { role: 'system', content: found.prompt },
        { role: 'user', content: task },
      ],
      temperature: 0,
    });
    entry.status = 'done';
    entry.result = result.choices[0]?.message.content ?? '';
  } catch (error) {
    entry.reason = error instanceof Error ? error.message : 'unknown';
  }
  ledger.push(entry);
  if (turn === Number(cap)) {
    console.error(`That was turn ${turn}, the cap is ${cap}.`);
    process.exitCode = 3;
  }
  console.log(counts());
}
console.log(counts());

function counts() {
  const of = (status: string) => ledger.filter((entry) => entry.status === status).length;
  return `So far done: ${of('done')} failed: ${of('failed')}`;
}
