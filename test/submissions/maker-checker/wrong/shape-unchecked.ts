// fails: broken-review
// Takes any JSON for a review.
import OpenAI from 'openai';
import type { ChatCompletionMessageParam } from 'openai/resources/chat/completions';

const client = new OpenAI();
const model = process.env.OPENAI_MODEL ?? 'gpt-4o-mini';

const [
  task = 'Write a short paragraph for a hotel newsletter about why night trains are back in Europe.',
  limit = '3',
] = process.argv.slice(2);
const maxRounds = Number(limit);

interface Review {
  approved: boolean;
  feedback: string;
}

const makerRole =
  'You are a copywriter. Answer with the text alone, without a greeting or a remark on your work.';

const checkerRole =
  'You are a strict reviewer. Approve a draft only if it does what the task says, has one concrete example, ' +
  'and has no empty phrases. Otherwise say in one or two sentences what must change.';

/** `undefined` when there is no usable review: a refusal, a reply that was cut off, or no JSON of our shape. */
async function check(draft: string): Promise<Review | undefined> {
  const completion = await client.chat.completions.create({
    model,
    temperature: 0,
    // A new list on every call: the checker shall judge the text, not the conversation that led to it.
    messages: [
      { role: 'system', content: checkerRole },
      { role: 'user', content: `The task:\n${task}\n\nThe draft:\n${draft}` },
    ],
    response_format: {
      type: 'json_schema',
      json_schema: {
        name: 'review',
        strict: true,
        schema: {
          type: 'object',
          // In this order: the model puts its objections into words before it decides.
          properties: { feedback: { type: 'string' }, approved: { type: 'boolean' } },
          required: ['feedback', 'approved'],
          additionalProperties: false,
        },
      },
    },
  });
  const choice = completion.choices[0];
  // The finish reason comes first: the beginning of a cut-off review may already say "approved": true.
  if (choice?.finish_reason !== 'stop' || choice.message.refusal) return undefined;
  try {
    const review = JSON.parse(choice.message.content ?? '');
    return review;
  } catch {
    return undefined;
  }
}

const conversation: ChatCompletionMessageParam[] = [
  { role: 'system', content: makerRole },
  { role: 'user', content: task },
];
let draft = '';
let approved = false;
let rounds = 0;

while (!approved && rounds < maxRounds) {
  rounds += 1;
  const completion = await client.chat.completions.create({
    model,
    messages: conversation,
    temperature: 0.7,
  });
  draft = completion.choices[0]?.message.content ?? '';
  const review = await check(draft);

  approved = Boolean(review?.approved);
  console.log(`Round ${rounds}: ${approved ? 'good' : (review?.feedback ?? 'there is no usable review')}`);
  conversation.push(
    { role: 'assistant', content: draft },
    {
      role: 'user',
      content: review
        ? `Rewrite your draft. A reviewer says about it:\n${review.feedback}`
        : 'Rewrite your draft. Nobody could review it, so look for its weakest sentence yourself.',
    },
  );
}

console.log(`\n${draft}\n`);
console.log(`${approved ? 'Approved' : 'Not approved'} after ${rounds} ${rounds === 1 ? 'round' : 'rounds'}`);
// Whoever starts this program must be able to tell, without reading the text, that nobody approved it.
if (!approved) process.exitCode = 2;
