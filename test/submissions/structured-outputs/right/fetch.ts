// Plain HTTP and a table of what to print.
const types = {
  recommended: { type: 'boolean' },
  summary: { type: 'string' },
  keywords: { type: 'array', items: { type: 'string' } },
  rating: { type: 'integer', enum: [1, 2, 3, 4, 5] },
  sentiment: { type: 'string', enum: ['negative', 'neutral', 'positive'] },
};
const response = await fetch(`${process.env.OPENAI_BASE_URL}/chat/completions`, {
  method: 'POST',
  headers: { authorization: `Bearer ${process.env.OPENAI_API_KEY}`, 'content-type': 'application/json' },
  body: JSON.stringify({
    model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
    messages: [{ role: 'user', content: process.argv[2] ?? 'Good soup, bad chairs.' }],
    response_format: {
      type: 'json_schema',
      json_schema: {
        name: 'review',
        strict: true,
        schema: {
          type: 'object',
          properties: types,
          required: Object.keys(types),
          additionalProperties: false,
        },
      },
    },
  }),
});
const { choices } = (await response.json()) as {
  choices: [{ finish_reason: string; message: { content: string; refusal: string | null } }];
};
const [{ finish_reason: reason, message }] = choices;
if (message.refusal !== null) {
  process.stderr.write(message.refusal);
  process.exit(1);
}
if (reason === 'length') {
  process.stderr.write('the reply reached its maximal length');
  process.exit(1);
}
const data = JSON.parse(message.content);
const shown = { ...data, keywords: data.keywords.join(', '), recommended: data.recommended ? 'yes' : 'no' };
for (const name of Object.keys(types).reverse()) console.log(`${name}: ${shown[name]}`);
