// fails: sends-review
// Asks a second time when the model refuses or the reply is cut off.
import OpenAI from 'openai';

const client = new OpenAI();
const names = ['sentiment', 'rating', 'keywords', 'summary', 'recommended'];
const ask = () =>
  client.chat.completions.create({
    model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
    messages: [{ role: 'user', content: process.argv[2] ?? 'A lovely hotel.' }],
    response_format: {
      type: 'json_schema',
      json_schema: {
        name: 'review',
        strict: true,
        schema: {
          type: 'object',
          properties: {
            sentiment: { enum: ['positive', 'neutral', 'negative'], type: 'string' },
            rating: { type: 'integer' },
            keywords: { type: 'array', items: { type: 'string' } },
            summary: { type: 'string' },
            recommended: { type: 'boolean' },
          },
          required: names,
          additionalProperties: false,
        },
      },
    },
  });

let choice = (await ask()).choices[0];
if (choice?.finish_reason !== 'stop' || choice.message.refusal) choice = (await ask()).choices[0];
if (choice?.finish_reason !== 'stop' || choice.message.refusal) {
  console.error(choice?.message.refusal ?? choice?.finish_reason);
  process.exit(1);
}
const data = JSON.parse(choice.message.content ?? '');
console.log(`sentiment: ${data.sentiment}\nrating: ${data.rating}\nkeywords: ${data.keywords.join(', ')}`);
console.log(`summary: ${data.summary}\nrecommended: ${data.recommended ? 'yes' : 'no'}`);
