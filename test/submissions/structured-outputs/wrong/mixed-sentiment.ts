// fails: five-properties
// Allows a fourth sentiment.
import OpenAI from 'openai';

interface Review {
  sentiment: 'positive' | 'neutral' | 'negative';
  rating: number;
  keywords: string[];
  summary: string;
  recommended: boolean;
}

const schema = {
  type: 'object',
  properties: {
    sentiment: { type: 'string', enum: ['positive', 'neutral', 'negative', 'mixed'] },
    rating: { type: 'integer', description: 'From 1 to 5 stars' },
    keywords: { type: 'array', items: { type: 'string' } },
    summary: { type: 'string', description: 'One sentence' },
    recommended: { type: 'boolean' },
  },
  // Strict mode demands both of these lines for every object.
  required: ['sentiment', 'rating', 'keywords', 'summary', 'recommended'],
  additionalProperties: false,
};

const client = new OpenAI();
const text =
  process.argv[2] ??
  'The hotel was lovely: clean rooms and kind staff. Only the breakfast was cold. I would come again.';

const completion = await client.chat.completions.create({
  model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
  messages: [
    { role: 'system', content: 'You turn reviews into data.' },
    { role: 'user', content: text },
  ],
  response_format: { type: 'json_schema', json_schema: { name: 'review', strict: true, schema } },
});

const choice = completion.choices[0];
if (choice?.message.refusal) {
  console.error(`The model refused: ${choice.message.refusal}`);
  process.exitCode = 1;
} else if (choice?.finish_reason !== 'stop') {
  console.error(`The reply is not complete (finish_reason ${choice?.finish_reason}), so it isn't parsed.`);
  process.exitCode = 1;
} else {
  // A strict schema vouches for the shape.
  const review = JSON.parse(choice.message.content ?? '') as Review;
  console.log(`sentiment: ${review.sentiment}`);
  console.log(`rating: ${review.rating}`);
  console.log(`keywords: ${review.keywords.join(', ')}`);
  console.log(`summary: ${review.summary}`);
  console.log(`recommended: ${review.recommended ? 'yes' : 'no'}`);
}
