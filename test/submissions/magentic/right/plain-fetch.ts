// Plain fetch instead of the SDK, the developer role, and the ledger as text in one user message.
const [goal = 'Plan a birthday in the park', limit = '6'] = process.argv.slice(2);
const cap = Number.parseInt(limit, 10);

interface Message {
  role: 'developer' | 'user';
  content: string;
}
interface Body {
  choices?: { message: { content: string | null } }[];
  error?: { message: string };
}

async function chat(messages: Message[], extra: object = {}): Promise<string | null> {
  const response = await fetch(`${process.env.OPENAI_BASE_URL}/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${process.env.OPENAI_API_KEY}` },
    body: JSON.stringify({ model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini', messages, ...extra }),
  });
  const body = (await response.json()) as Body;
  if (!response.ok) throw new Error(body.error?.message ?? `HTTP ${response.status}`);
  return body.choices?.[0]?.message.content ?? null;
}

const string = { type: 'string' };
const format = {
  response_format: {
    type: 'json_schema',
    json_schema: {
      name: 'next_step',
      strict: true,
      schema: {
        type: 'object',
        additionalProperties: false,
        required: ['task', 'worker', 'answer', 'action'],
        properties: {
          task: string,
          worker: string,
          answer: string,
          action: { type: 'string', enum: ['finish', 'assign'] },
        },
      },
    },
  },
};

const roles: Record<string, string> = {
  researcher: 'Researcher: you look things up.',
  planner: 'Planner: you make schedules.',
  writer: 'Writer: you write it all down.',
};
const lines: string[] = [];
let done = 0;
let failed = 0;
let answer: string | undefined;

function note(status: string, who: string, task: string, result: string): void {
  if (status === 'done') done += 1;
  else failed += 1;
  lines.push(`[${status}] ${who} was given:\n<<<${task}>>>\nand this came of it:\n<<<${result}>>>`);
}

for (let turn = 0; turn < cap && answer === undefined; turn += 1) {
  const reply = await chat(
    [
      {
        role: 'developer',
        content: 'You lead a researcher, a planner and a writer. Assign tasks, or finish.',
      },
      { role: 'user', content: `${goal}\n\nLedger:\n${lines.join('\n') || 'nothing done yet'}` },
    ],
    format,
  );
  let step: { action?: unknown; worker?: unknown; task?: unknown; answer?: unknown };
  try {
    step = JSON.parse(reply ?? '');
  } catch {
    note('failed', 'you', 'say what is next', `not JSON: ${reply}`);
    continue;
  }
  const { action, worker, task } = step;
  if (action === 'finish' && typeof step.answer === 'string') {
    answer = step.answer;
  } else if (action === 'assign' && typeof worker === 'string' && typeof task === 'string') {
    const role = Object.hasOwn(roles, worker) ? roles[worker] : undefined;
    if (role === undefined) {
      note('failed', worker, task, 'no such worker');
      continue;
    }
    try {
      const result = await chat([
        { role: 'developer', content: role },
        { role: 'user', content: task },
      ]);
      note('done', worker, task, result ?? '');
    } catch (error) {
      note('failed', worker, task, (error as Error).message);
    }
  } else {
    note('failed', 'you', 'say what is next', `not a decision: ${reply}`);
  }
}

if (answer === undefined) {
  console.error(`The cap (${cap}) was reached before there was an answer.`);
  process.exit(1);
}
console.log(`${answer}\ndone: ${done}\nfailed: ${failed}`);
