// Names with capitals in the instructions and in what is printed.
type Dict = Record<string, unknown>;
const env = process.env;
const message = process.argv.slice(2)[0] ?? 'My seat is double booked';
const headers = { 'content-type': 'application/json', authorization: `Bearer ${env.OPENAI_API_KEY}` };

async function call(body: Dict) {
  const started = performance.now();
  const response = await fetch(`${env.OPENAI_BASE_URL}/chat/completions`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ model: env.OPENAI_MODEL || 'gpt-4o-mini', ...body }),
  });
  if (!response.ok) throw new Error(await response.text());
  const data = (await response.json()) as {
    choices: { finish_reason: string; message: { content: string | null; refusal: string | null } }[];
  };
  console.debug(`${Math.round(performance.now() - started)} ms`, JSON.stringify(data.choices[0]));
  const [choice] = data.choices;
  if (choice === undefined) throw new Error('no choice');
  return choice;
}

const oneOf = (...values: string[]) => ({ type: 'string', enum: values });

function decide(choice: Awaited<ReturnType<typeof call>>): Dict {
  switch (choice.finish_reason) {
    case 'stop':
      break;
    default:
      return {};
  }
  if (choice.message.refusal) return {};
  try {
    const value: unknown = JSON.parse(choice.message.content ?? '{}');
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

const decision = decide(
  await call({
    temperature: 0,
    messages: [
      { role: 'system', content: `You are the front desk.` },
      { role: 'user', content: `Which department should answer this?\n\n"""\n${message}\n"""` },
    ],
    response_format: {
      type: 'json_schema',
      json_schema: {
        name: 'handoff',
        strict: true,
        schema: {
          type: 'object',
          additionalProperties: false,
          properties: {
            route: oneOf('none', 'technical', 'bookings', 'billing'),
            summary: { type: 'string' },
            urgency: oneOf('high', 'normal', 'low'),
          },
          required: ['urgency', 'summary', 'route'],
        },
      },
    },
  }),
);

const roles = new Map([
  ['billing', 'Role: Billing Desk'],
  ['bookings', 'Role: Bookings Desk'],
  ['technical', 'Role: Technical Desk'],
]);
const known = roles.has(String(decision.route));
const who = known ? String(decision.route) : 'general';

const reply = await call({
  messages: [
    { role: 'system', content: roles.get(who) ?? 'Role: General Desk' },
    {
      role: 'user',
      content: [
        { type: 'text', text: message },
        ...['summary', 'urgency']
          .filter((k) => typeof decision[k] === 'string')
          .map((k) => ({ type: 'text', text: `${k} = ${decision[k]}` })),
      ],
    },
  ],
});
console.log({ who });
console.log('Route:', who.toUpperCase());
console.log(reply.message.content);
