import OpenAI from 'openai';

const client = new OpenAI();
const model = process.env.OPENAI_MODEL ?? 'gpt-4o-mini';
const text =
  process.argv[2] ??
  'The hotel was lovely: clean rooms and kind staff. Only the breakfast was cold. I would come again.';

/** A review as data. */
interface Review {
  sentiment: 'positive' | 'neutral' | 'negative';
  /** Stars, a whole number. */
  rating: number;
  keywords: string[];
  summary: string;
  recommended: boolean;
}

/** Prints the five values, one on each line. */
function print(review: Review): void {
  console.log(`sentiment: ${review.sentiment}`);
  console.log(`rating: ${review.rating}`);
  console.log(`keywords: ${review.keywords.join(', ')}`);
  console.log(`summary: ${review.summary}`);
  console.log(`recommended: ${review.recommended ? 'yes' : 'no'}`);
}

/** Tells the user and the calling program that there is no data. */
function giveUp(reason: string): void {
  console.error(`There is no data: ${reason}`);
  process.exitCode = 1;
}

const schema = {
  type: 'object',
  properties: {
    sentiment: { type: 'string', enum: ['positive', 'neutral', 'negative'] },
    rating: { type: 'integer', description: 'From 1 to 5 stars' },
    keywords: { type: 'array', items: { type: 'string' } },
    summary: { type: 'string', description: 'One sentence' },
    recommended: { type: 'boolean' },
  },
  // Strict mode demands both of these lines for every object.
  required: ['sentiment', 'rating', 'keywords', 'summary', 'recommended'],
  additionalProperties: false,
};

const completion = await client.chat.completions.create({
  model,
  messages: [
    { role: 'system', content: 'You turn reviews into data.' },
    { role: 'user', content: text },
  ],
  response_format: { type: 'json_schema', json_schema: { name: 'review', strict: true, schema } },
});
const choice = completion.choices[0];

if (choice?.message.refusal) giveUp(choice.message.refusal);
else if (choice?.finish_reason !== 'stop') giveUp(`finish_reason is ${choice?.finish_reason}`);
// The schema is strict, so the reply has this shape.
else print(JSON.parse(choice.message.content ?? '') as Review);
