// Collects a stream, then decides.
import OpenAI from 'openai';

const client = new OpenAI();
const stream = await client.chat.completions.create({
  model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
  max_completion_tokens: 2000,
  messages: [{ role: 'user', content: process.argv[2] ?? 'I liked the boat.' }],
  stream: true,
  response_format: {
    type: 'json_schema',
    json_schema: {
      name: 'r',
      strict: true,
      schema: {
        type: 'object',
        properties: {
          sentiment: {
            anyOf: ['positive', 'neutral', 'negative'].map((word) => ({ type: 'string', const: word })),
          },
          rating: { type: 'integer', minimum: 1, maximum: 5 },
          keywords: { type: 'array', items: { type: 'string' } },
          summary: { type: 'string' },
          recommended: { type: 'boolean' },
        },
        additionalProperties: false,
        required: ['sentiment', 'rating', 'keywords', 'summary', 'recommended'],
      },
    },
  },
});
let [content, refusal, reason] = ['', '', ''];
for await (const { choices } of stream) {
  content += choices[0]?.delta.content ?? '';
  refusal += choices[0]?.delta.refusal ?? '';
  reason = choices[0]?.finish_reason ?? reason;
}

function die(why: string): never {
  console.error(why);
  process.exit(1);
}
if (refusal !== '') die(refusal);
if (reason !== 'stop') die(`unfinished: ${reason}`);
for (const [name, value] of Object.entries(JSON.parse(content)).sort(
  ([a], [b]) =>
    'srku'.indexOf(a[0] === 's' && a[1] === 'u' ? 'u' : (a[0] ?? '')) -
    'srku'.indexOf(b[0] === 's' && b[1] === 'u' ? 'u' : (b[0] ?? '')),
)) {
  if (name !== 'recommended') console.log(`${name}: ${Array.isArray(value) ? value.join(', ') : value}`);
}
console.log('recommended:', JSON.parse(content).recommended ? 'yes' : 'no');
