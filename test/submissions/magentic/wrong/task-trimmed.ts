// fails: worker-gets-task
// Trims the task on its way to the worker.
import OpenAI from 'openai';

const client = new OpenAI();
const model = process.env.OPENAI_MODEL ?? 'gpt-4o-mini';
const [goal = 'Plan a birthday in the park', capText = '6'] = process.argv.slice(2);
const cap = Number(capText);
const workers = new Map([
  ['researcher', 'You are the researcher.'],
  ['planner', 'You are the planner.'],
  ['writer', 'You are the writer.'],
]);
const text = { type: 'string' };
const schema = {
  type: 'object',
  properties: {
    action: { type: 'string', enum: ['assign', 'finish'] },
    worker: text,
    task: text,
    answer: text,
  },
  required: ['action', 'worker', 'task', 'answer'],
  additionalProperties: false,
};
const ledger: { worker: string; task: string; status: string; result: string }[] = [];
let answer: string | undefined;

async function work(worker: string, task: string): Promise<string> {
  const role = workers.get(worker);
  if (role === undefined) throw new Error(`no worker ${worker}`);
  const completion = await client.chat.completions.create({
    model,
    messages: [
      { role: 'system', content: role },
      { role: 'user', content: task.trim() },
    ],
  });
  return completion.choices[0]?.message.content ?? '';
}

for (let turn = 1; turn <= cap; turn += 1) {
  const completion = await client.chat.completions.create({
    model,
    messages: [
      { role: 'system', content: 'You manage a researcher, a planner and a writer.' },
      { role: 'user', content: JSON.stringify({ goal, ledger }) },
    ],
    response_format: { type: 'json_schema', json_schema: { name: 'decision', strict: true, schema } },
  });
  const entry = { worker: 'manager', task: 'decide', status: 'failed', result: '' };
  try {
    const decision = JSON.parse(completion.choices[0]?.message.content ?? '');
    if (decision.action === 'finish') {
      answer = String(decision.answer);
      break;
    }
    if (decision.action !== 'assign' || typeof decision.task !== 'string') throw new Error('unreadable');
    entry.worker = decision.worker;
    entry.task = decision.task;
    entry.result = await work(decision.worker, decision.task);
    entry.status = 'done';
  } catch (error) {
    entry.result = (error as Error).message;
  }
  ledger.push(entry);
}

const count = (status: string) => ledger.filter((entry) => entry.status === status).length;
if (answer === undefined) {
  console.log(`Stopped at the cap of ${cap} turns.`);
  process.exitCode = 1;
} else {
  console.log(answer);
  console.log(`done: ${count('done')}, failed: ${count('failed')}`);
}
