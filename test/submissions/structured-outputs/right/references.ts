// The schema refers to its own definitions, and what came back is printed before anything is made of it.
import OpenAI from 'openai';

interface Review {
  sentiment: string;
  rating: number;
  keywords: string[];
  summary: string;
  recommended: boolean;
}

const properties = {
  sentiment: { $ref: '#/$defs/mood' },
  rating: { type: 'integer', enum: [1, 2, 3, 4, 5] },
  keywords: { type: 'array', items: { $ref: '#/$defs/text' } },
  summary: { $ref: '#/$defs/text' },
  recommended: { type: 'boolean' },
};
const schema = {
  type: 'object',
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
  $defs: {
    text: { type: 'string' },
    mood: { type: 'string', enum: ['positive', 'neutral', 'negative'] },
  },
};

const client = new OpenAI();
const completion = await client.chat.completions.create({
  model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
  messages: [
    { role: 'user', content: `Review: ${process.argv[2] ?? 'A lovely room, and a cold breakfast.'}` },
  ],
  response_format: { type: 'json_schema', json_schema: { name: 'review', strict: true, schema } },
});

const choice = completion.choices[0];
console.log(choice?.message.content);
if (choice?.message.refusal) {
  console.error(choice.message.refusal);
  process.exitCode = 1;
} else if (choice?.finish_reason === 'length') {
  console.error(`finish_reason: ${choice.finish_reason}`);
  process.exitCode = 1;
} else {
  const review = JSON.parse(choice?.message.content ?? '') as Review;
  console.log(review);
  console.log(`sentiment: ${review.sentiment}`);
  console.log(`rating: ${review.rating}`);
  console.log(`keywords: ${review.keywords.join(', ')}`);
  console.log(`summary: ${review.summary}`);
  console.log(`recommended: ${review.recommended ? 'yes' : 'no'}`);
}
