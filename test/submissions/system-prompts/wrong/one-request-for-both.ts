// fails: two-requests
// One model shall play both parts in a single reply.
import OpenAI from 'openai';

const client = new OpenAI();
const [, , question = 'When should I visit Japan?', one = 'pirate', two = 'butler'] = process.argv;
const completion = await client.chat.completions.create({
  model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
  messages: [
    { role: 'system', content: `First answer as a ${one}, then as a ${two}.` },
    { role: 'user', content: question },
  ],
});
console.log(one, two, completion.choices[0]?.message.content);
