// Streams every reply, and recurses instead of looping.
import OpenAI from 'openai';
import type { ChatCompletionCreateParamsStreaming } from 'openai/resources/chat/completions';

const client = new OpenAI();
const goal = process.argv[2] ?? 'Plan a birthday in the park';
const cap = Number(process.argv[3] ?? 6);

type Note = { status: 'done' | 'failed'; task: string; worker: string; result: string };
type Params = Omit<ChatCompletionCreateParamsStreaming, 'model' | 'stream'>;

const say = async (params: Params) => {
  const stream = await client.chat.completions.create({
    model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
    stream: true,
    ...params,
  });
  let text = '';
  for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? '';
  return text;
};

const team = {
  researcher: 'You are a researcher.',
  planner: 'You are a planner.',
  writer: 'You are a writer.',
};
type Member = keyof typeof team;
const isMember = (name: string): name is Member => Object.keys(team).includes(name);

const text = { type: 'string' };
const manage = (notes: readonly Note[]) =>
  say({
    messages: [
      {
        role: 'system',
        content: `Manager of ${Object.keys(team).join(' and ')}.\nGoal: ${goal}\n${notes
          .map(
            (note, index) =>
              `#${index + 1} ${note.worker} (${note.status})\n${note.task}\n---\n${note.result}\n===`,
          )
          .join('\n')}`,
      },
    ],
    response_format: {
      type: 'json_schema',
      json_schema: {
        name: 'decision',
        strict: true,
        schema: {
          type: 'object',
          properties: {
            action: { type: 'string', enum: ['assign', 'finish'] },
            worker: { type: 'string', enum: ['researcher', 'planner', 'writer', ''] },
            task: text,
            answer: text,
          },
          required: ['action', 'worker', 'task', 'answer'],
          additionalProperties: false,
        },
      },
    },
  });

const step = async (
  turn: number,
  notes: readonly Note[],
): Promise<{ answer?: string; notes: readonly Note[] }> => {
  if (turn > cap) return { notes };
  const failed = (worker: string, task: string, result: string) =>
    step(turn + 1, [...notes, { status: 'failed', worker, task, result }]);
  const reply = await manage(notes);
  let decision: Record<string, unknown>;
  try {
    decision = { ...JSON.parse(reply) };
  } catch {
    return failed('nobody', 'none', `unreadable: ${reply}`);
  }
  const { action, worker, task, answer } = decision;
  if (action === 'finish') return { answer: String(answer), notes };
  if (action !== 'assign' || typeof task !== 'string' || typeof worker !== 'string')
    return failed('nobody', 'none', `bad fields: ${reply}`);
  if (!isMember(worker)) return failed(worker, task, 'unknown worker');
  try {
    const messages = [
      { role: 'system' as const, content: team[worker] },
      { role: 'user' as const, content: task },
    ];
    return step(turn + 1, [...notes, { status: 'done', worker, task, result: await say({ messages }) }]);
  } catch (error) {
    return failed(worker, task, String(error));
  }
};

const { answer, notes } = await step(1, []);
const sum = (status: Note['status']) => notes.filter((note) => note.status === status).length;
if (answer === undefined) {
  console.log(`Gave up: cap = ${cap} turns. done: ${sum('done')}, failed: ${sum('failed')}`);
  process.exit(2);
}
console.log(answer);
console.log(`done: ${sum('done')}, failed: ${sum('failed')}`);
