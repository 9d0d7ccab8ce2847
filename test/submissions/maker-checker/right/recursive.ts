// No variable changes: a round is a function that calls the next one.
import OpenAI from 'openai';
import type { ChatCompletionMessageParam } from 'openai/resources/chat/completions';

const client = new OpenAI();
const model = process.env.OPENAI_MODEL ?? 'gpt-4o-mini';
const [task = 'Write a toast for a wedding.', cap = '3'] = process.argv.slice(2);

type Outcome = { draft: string; rounds: number; approved: boolean };

const write = async (messages: ChatCompletionMessageParam[]) =>
  (await client.chat.completions.create({ model, messages })).choices[0]?.message.content ?? '';

const review = async (draft: string): Promise<[boolean, string]> => {
  const { choices } = await client.chat.completions.create({
    model,
    messages: [
      { role: 'system', content: 'Would you be proud to read this text aloud?' },
      { role: 'user', content: [task, draft].join('\n\n***\n\n') },
    ],
    response_format: {
      type: 'json_schema',
      json_schema: {
        name: 'r',
        strict: true,
        schema: {
          type: 'object',
          properties: { approved: { type: 'boolean' }, feedback: { type: 'string' } },
          required: ['approved', 'feedback'],
          additionalProperties: false,
        },
      },
    },
  });
  const [choice] = choices;
  if (choice?.finish_reason !== 'stop') return [false, ''];
  return await Promise.resolve(choice.message.content ?? '')
    .then(JSON.parse)
    .then((value): [boolean, string] => [
      value.approved === true && typeof value.feedback === 'string',
      value.feedback,
    ])
    .catch(() => [false, '']);
};

const go = async (messages: ChatCompletionMessageParam[], rounds: number): Promise<Outcome> => {
  const draft = await write(messages);
  const [approved, feedback] = await review(draft);
  return approved || rounds === Number(cap)
    ? { draft, rounds, approved }
    : go(
        [
          ...messages,
          { role: 'assistant', content: draft },
          { role: 'user', content: `Once more, please.\n${feedback}` },
        ],
        rounds + 1,
      );
};

const outcome = await go(
  [
    { role: 'system', content: 'You write what people read aloud.' },
    { role: 'user', content: task },
  ],
  1,
);
console.log(outcome.draft);
console.log(`${outcome.approved ? 'Approved' : 'Not approved'} after ${outcome.rounds} rounds`);
if (!outcome.approved) process.exitCode = 2;
