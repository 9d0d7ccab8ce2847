import OpenAI from 'openai';

const client = new OpenAI();
const model = process.env.OPENAI_MODEL ?? 'gpt-4o-mini';
const message = process.argv[2] ?? 'I was charged twice for my booking, and I leave tomorrow!';

console.log(`Customer: ${message}`);

// TODO: let triage decide in a form that a program can read: route, summary, urgency
const triage = await client.chat.completions.create({
  model,
  messages: [
    { role: 'system', content: 'You decide who answers a customer: billing, bookings, technical or none.' },
    { role: 'user', content: message },
  ],
});
console.log(`Triage says: ${triage.choices[0]?.message.content}`);

// TODO: hand over to the specialist that triage has chosen, with what triage has found out

// TODO: somebody has to answer when nobody fits
