// fails: decision-schema
// The schema has a route more.
import OpenAI from 'openai';

interface Decision {
  readonly route: string;
  readonly summary: string;
  readonly urgency: string;
}

const client = new OpenAI();
const model = process.env.OPENAI_MODEL ?? 'gpt-4o-mini';
const message = process.argv[2] ?? 'I was charged twice for my booking, and I leave tomorrow!';

const specialists = new Map([
  ['billing', 'You are the billing specialist of a travel company. You explain payments and refunds.'],
  ['bookings', 'You are the bookings specialist of a travel company. You change and cancel journeys.'],
  ['technical', 'You are the technical specialist of a travel company. You help with the app.'],
]);
const general = 'You are the general support of a travel company. You help where you can, and ask back.';

const schema = {
  type: 'object',
  properties: {
    // First the summary, then the verdict: fields are written in this order.
    summary: { type: 'string', description: 'What the customer wants, in one sentence' },
    urgency: { type: 'string', enum: ['low', 'normal', 'high'] },
    route: { type: 'string', enum: ['billing', 'bookings', 'technical', 'none', 'other'] },
  },
  required: ['summary', 'urgency', 'route'],
  additionalProperties: false,
};

/** What triage has decided; nothing when its reply can't be used. */
async function decide(): Promise<Decision | undefined> {
  const completion = await client.chat.completions.create({
    model,
    temperature: 0,
    messages: [
      { role: 'system', content: 'You read what customers write and decide which team answers.' },
      { role: 'user', content: message },
    ],
    response_format: { type: 'json_schema', json_schema: { name: 'decision', strict: true, schema } },
  });
  const choice = completion.choices[0];
  if (choice === undefined || choice.message.refusal || choice.finish_reason !== 'stop') return undefined;
  try {
    return JSON.parse(choice.message.content ?? '') as Decision;
  } catch {
    return undefined;
  }
}

const decision = await decide();
const instructions = specialists.get(decision?.route ?? '');
const route = instructions === undefined ? 'general' : decision?.route;

console.log(`Customer: ${message}`);
console.log(`route: ${route} (${decision?.urgency ?? 'unknown urgency'})\n`);

const context =
  decision === undefined ? '' : `Summary: ${decision.summary}\nUrgency: ${decision.urgency}\n\n`;
const answer = await client.chat.completions.create({
  model,
  messages: [
    { role: 'system', content: instructions ?? general },
    { role: 'user', content: `${context}The customer writes:\n${message}` },
  ],
});
console.log(answer.choices[0]?.message.content);
