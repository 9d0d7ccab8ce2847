// Both agents are streamed, with the developer role; drafts appear as they come.
import OpenAI from 'openai';
import type {
  ChatCompletionCreateParamsStreaming,
  ChatCompletionMessageParam,
} from 'openai/resources/chat/completions';

const client = new OpenAI();
const model = process.env.OPENAI_MODEL ?? 'gpt-4o-mini';
const task = process.argv[2] ?? 'Write a postcard from a mountain hut.';
const rounds = process.argv[3] ? Number(process.argv[3]) : 3;

async function stream(
  messages: ChatCompletionMessageParam[],
  show: boolean,
  format?: ChatCompletionCreateParamsStreaming['response_format'],
) {
  const chunks = await client.chat.completions.create({
    model,
    messages,
    stream: true,
    max_completion_tokens: 1500,
    ...(format ? { response_format: format } : {}),
  });
  let text = '';
  let end = '';
  for await (const chunk of chunks) {
    const choice = chunk.choices[0];
    const piece = choice?.delta.content ?? '';
    text += piece;
    if (choice?.finish_reason) end = choice.finish_reason;
    if (choice?.delta.refusal) end = 'refusal';
    if (show) process.stdout.write(piece);
  }
  if (show) process.stdout.write('\n');
  return { text, whole: end === 'stop' };
}

const maker: ChatCompletionMessageParam[] = [
  { role: 'developer', content: 'You write postcards. Keep it friendly.' },
  { role: 'user', content: `Here is your order.\n\n${task}` },
];

let done = false;
let round = 0;
do {
  round += 1;
  const { text: draft } = await stream(maker, true);
  const { text, whole } = await stream(
    [
      { role: 'developer', content: 'You are the postmaster: you let a card pass or send it back.' },
      {
        role: 'user',
        content: [
          { type: 'text', text: `${task}\n` },
          { type: 'text', text: draft },
        ],
      },
    ],
    false,
    {
      type: 'json_schema',
      json_schema: {
        name: 'pass',
        strict: true,
        schema: {
          type: 'object',
          properties: { approved: { type: 'boolean' }, feedback: { type: 'string' } },
          required: ['approved', 'feedback'],
          additionalProperties: false,
        },
      },
    },
  );
  let feedback = 'The postmaster is ill. Try again.';
  if (whole) {
    try {
      const parsed: unknown = JSON.parse(text);
      if (typeof parsed === 'object' && parsed !== null && 'approved' in parsed && 'feedback' in parsed) {
        done = parsed.approved === true;
        feedback = String(parsed.feedback);
      }
    } catch {
      done = false;
    }
  }
  maker.push({ role: 'assistant', content: draft }, { role: 'user', content: feedback });
} while (!done && round < rounds);

if (done) console.log(`Approved after ${round} rounds`);
else {
  console.log(`Not approved after ${round} rounds`);
  process.exit(2);
}
