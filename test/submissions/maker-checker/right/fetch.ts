// Without the SDK. The maker gets one new user message in every round, not a growing conversation.
import { argv, env, exit } from 'node:process';

type Message = { role: string; content: string };
type Choice = { finish_reason: string; message: { content: string | null; refusal?: string | null } };

async function ask(messages: Message[], more: object = {}): Promise<Choice | undefined> {
  const response = await fetch(`${env.OPENAI_BASE_URL}/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${env.OPENAI_API_KEY}` },
    body: JSON.stringify({ model: env.OPENAI_MODEL ?? 'gpt-4o-mini', messages, ...more }),
  });
  const { choices } = (await response.json()) as { choices: Choice[] };
  return choices[0];
}

const response_format = {
  type: 'json_schema',
  json_schema: {
    name: 'verdict',
    strict: true,
    schema: {
      type: 'object',
      required: ['feedback', 'approved'],
      additionalProperties: false,
      properties: {
        feedback: { type: 'string', description: 'What to change' },
        approved: { type: 'boolean', description: 'Whether it can be printed' },
      },
    },
  },
};

const task = argv[2] ?? 'Write a limerick about a lighthouse.';
const max = Number.parseInt(argv[3] ?? '3', 10);
let draft = '';
let feedback: string | undefined;
let round = 1;
for (; ; round += 1) {
  const order =
    round === 1
      ? task
      : `Task: ${task}\n---\nYour last draft:\n${draft}\n---\nThe reviewer said:\n${feedback ?? 'nothing that can be read'}`;
  const made = await ask([
    { role: 'system', content: 'You write short texts.' },
    { role: 'user', content: order },
  ]);
  draft = made?.message.content ?? '';

  const choice = await ask(
    [
      { role: 'system', content: 'You judge short texts.' },
      { role: 'user', content: `TASK\n${task}\nDRAFT\n${draft}` },
    ],
    { response_format },
  );
  feedback = undefined;
  let approved = false;
  if (choice?.finish_reason === 'stop' && choice.message.content !== null) {
    try {
      const review = JSON.parse(choice.message.content) as { approved: boolean; feedback: string };
      approved = review.approved === true && typeof review.feedback === 'string';
      feedback = review.feedback;
    } catch {
      // Not approved, and nothing to pass on.
    }
  }
  if (approved || round >= max) {
    console.log(`${approved ? '' : 'NOT '}APPROVED after ${round} rounds: see below`);
    console.log(draft);
    exit(approved ? 0 : 2);
  }
}
