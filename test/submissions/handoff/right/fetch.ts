// Plain HTTP, a switch, and the context as JSON.
interface Choice {
  finish_reason: string;
  message: { content: string | null; refusal: string | null };
}

async function send(body: object): Promise<Choice> {
  const response = await fetch(`${process.env.OPENAI_BASE_URL}/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${process.env.OPENAI_API_KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify({ model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini', ...body }),
  });
  return ((await response.json()) as { choices: [Choice] }).choices[0];
}

const customer = process.argv[2] ?? 'The app shows the wrong platform.';
const string = (...values: string[]) => ({ type: 'string', enum: values });
const triage = await send({
  messages: [{ role: 'user', content: `Sort this message:\n\n${customer}` }],
  response_format: {
    type: 'json_schema',
    json_schema: {
      name: 'd',
      strict: true,
      schema: {
        type: 'object',
        properties: {
          route: string('technical', 'billing', 'none', 'bookings'),
          urgency: string('high', 'normal', 'low'),
          summary: { type: 'string' },
        },
        required: ['route', 'urgency', 'summary'],
        additionalProperties: false,
      },
    },
  },
});

let context: { route?: string; summary?: string; urgency?: string } = {};
if (triage.finish_reason === 'stop' && triage.message.refusal === null) {
  try {
    context = JSON.parse(triage.message.content ?? '{}');
  } catch {
    console.log('(triage was not readable)');
  }
}

function expert(): [string, string] {
  switch (context.route) {
    case 'billing':
      return ['billing', 'Money is your field: billing.'];
    case 'bookings':
      return ['bookings', 'You work for bookings.'];
    case 'technical':
      return ['technical', 'You do technical support.'];
    default:
      return ['general', 'You are a general helper.'];
  }
}

const [name, instructions] = expert();
const { message } = await send({
  messages: [
    { role: 'developer', content: instructions },
    { role: 'user', content: JSON.stringify({ summary: context.summary, urgency: context.urgency }) },
    { role: 'user', content: customer },
  ],
});
console.log(`Route: ${name}`.replace('Route', 'route'));
console.log(message.content);
