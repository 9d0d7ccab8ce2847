// fails: replans
// Takes an assignment without a task for one.
import OpenAI from 'openai';
import * as z from 'zod';

const client = new OpenAI();
const model = process.env.OPENAI_MODEL ?? 'gpt-4o-mini';
const [goal = 'Plan a long weekend in Lisbon for two', capText = '6'] = process.argv.slice(2);
const cap = Number(capText);

const workers = new Map([
  [
    'researcher',
    'You are the researcher of a small team. You find facts, and say which of them are uncertain.',
  ],
  [
    'planner',
    'You are the planner of a small team. You put what you are given into an order, with times and costs.',
  ],
  ['writer', 'You are the writer of a small team. You turn notes into a clear text for the reader.'],
]);

const system = `You are the manager of a team. You reach a goal by giving out tasks, one at a time.
- researcher: finds facts
- planner: puts facts into an order, with times and costs
- writer: makes a text of notes

You get the goal and the ledger of all tasks so far. A worker sees nothing but its task: put everything into it that it needs, results of earlier tasks too.
When a task failed, read the reason and change the plan. Don't give out the same task again.
Either assign one task to one worker, or finish with the whole answer for the user.`;

const decisionFormat = {
  type: 'json_schema' as const,
  json_schema: {
    name: 'decision',
    strict: true,
    schema: {
      type: 'object',
      properties: {
        action: { type: 'string', enum: ['assign', 'finish'] },
        worker: { type: 'string', enum: [...workers.keys(), ''] },
        task: { type: 'string', description: 'For assign: all that the worker will see.' },
        answer: { type: 'string', description: 'For finish: the answer for the user.' },
      },
      required: ['action', 'worker', 'task', 'answer'],
      additionalProperties: false,
    },
  },
};

// Looser than the schema in one place: a worker that doesn't exist is a task to note, not an unreadable reply.
const Decision = z.object({
  action: z.enum(['assign', 'finish']),
  worker: z.string(),
  task: z.string().default('Do what is needed.'),
  answer: z.string().default(''),
});

interface Entry {
  worker: string;
  task: string;
  status: 'done' | 'failed';
  result: string;
}

const ledger: Entry[] = [];

async function askManager(turn: number): Promise<string> {
  const completion = await client.chat.completions.create({
    model,
    messages: [
      { role: 'system', content: system },
      // As JSON, so that no result can pose as another entry.
      { role: 'user', content: JSON.stringify({ goal, ledger }, null, 2) },
      {
        role: 'user',
        content: `Turn ${turn} of ${cap} for the goal "${goal}". ${progress(turn)} What is next?`,
      },
    ],
    response_format: decisionFormat,
    temperature: 0.2,
  });
  return completion.choices[0]?.message.content ?? '';
}

function progress(turn: number): string {
  if (turn === cap) return 'This is the last turn: finish with what there is.';
  const unasked = [...workers.keys()].filter((name) => !ledger.some(({ worker }) => worker === name));
  if (unasked.length === 0) return 'Everybody had a task: finish, if the goal is reached.';
  return `Nothing asked yet of: ${unasked.join(', ')}.`;
}

function readDecision(reply: string): z.infer<typeof Decision> {
  try {
    return Decision.parse(JSON.parse(reply));
  } catch {
    throw new Error(`the manager's reply was not readable: ${reply.slice(0, 200)}`);
  }
}

async function work(worker: string, task: string): Promise<string> {
  const role = workers.get(worker);
  if (role === undefined)
    throw new Error(`there is no worker "${worker}", only ${[...workers.keys()].join(', ')}`);
  const completion = await client.chat.completions.create({
    model,
    // A fresh context each time: the manager's thoughts and other results stay out of it.
    messages: [
      { role: 'system', content: role },
      { role: 'user', content: task },
    ],
  });
  return completion.choices[0]?.message.content ?? '';
}

async function run(): Promise<string | undefined> {
  for (let turn = 1; turn <= cap; turn += 1) {
    const reply = await askManager(turn);
    const entry: Entry = { worker: 'manager', task: 'decide what is next', status: 'failed', result: '' };
    try {
      const decision = readDecision(reply);
      if (decision.action === 'finish') return decision.answer;
      entry.worker = decision.worker;
      entry.task = decision.task;
      entry.result = await work(decision.worker, decision.task);
      entry.status = 'done';
    } catch (error) {
      // Not the end: the manager reads the reason and plans anew.
      entry.result = error instanceof Error ? error.message : String(error);
    }
    ledger.push(entry);
    console.log(`[turn ${turn}] ${entry.worker}, ${entry.status}: ${entry.task}\n${entry.result}\n`);
  }
  return undefined;
}

const answer = await run();
const count = (status: Entry['status']) => ledger.filter((entry) => entry.status === status).length;
if (answer === undefined) {
  console.log(`Stopped at the cap of ${cap} manager turns, and the goal is not reached.`);
  process.exitCode = 1;
} else {
  console.log(`Answer:\n${answer}\n`);
}
console.log(`Ledger: done: ${count('done')}, failed: ${count('failed')}`);
