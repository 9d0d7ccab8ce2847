// Functions and then, no await.
import OpenAI from 'openai';

const client = new OpenAI();
const model = process.env.OPENAI_MODEL ?? 'gpt-4o-mini';
const text = process.argv[2] ?? 'Please move my journey to Friday.';
const texts: Record<string, string> = {
  billing: 'billing desk',
  bookings: 'bookings desk',
  technical: 'technical desk',
};

const read = (choice?: OpenAI.ChatCompletion.Choice): Record<string, string> => {
  if (choice?.finish_reason !== 'stop') return {};
  try {
    return JSON.parse(choice.message.content || '{}');
  } catch {
    return {};
  }
};

client.chat.completions
  .create({
    model,
    messages: [{ role: 'user', content: text }],
    response_format: {
      type: 'json_schema',
      json_schema: {
        name: 'triage',
        strict: true,
        schema: {
          type: 'object',
          required: ['summary', 'route', 'urgency'],
          additionalProperties: false,
          properties: {
            summary: { type: 'string' },
            route: {
              type: 'string',
              enum: ['billing', 'bookings', 'technical', 'none'],
              description: 'none: if unsure',
            },
            urgency: { type: 'string', enum: ['low', 'normal', 'high'] },
          },
        },
      },
    },
  })
  .then(({ choices }) => read(choices[0]))
  .then(({ route = '', summary = '', urgency = '' }) => {
    const name = Object.hasOwn(texts, route) ? route : 'general';
    console.log(`route: ${name}`);
    return client.chat.completions.create({
      model,
      messages: [
        { role: 'system', content: texts[name] ?? 'general desk' },
        { role: 'user', content: [{ type: 'text', text: `${summary}\n${urgency}\n${text}` }] },
      ],
    });
  })
  .then(({ choices }) => console.log(choices[0]?.message.content));
