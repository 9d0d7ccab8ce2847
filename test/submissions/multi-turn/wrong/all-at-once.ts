// fails: keeps-history
// Sends the next turn before the reply to the one before it has been read.

import OpenAI from 'openai';

const client = new OpenAI();
const given = process.argv.slice(2);
const questions = given.length > 0 ? given : ['When should I visit Japan?', 'What about budget tips?'];
let total = 0;
const pending: Promise<string>[] = [];

for (const question of questions) {
  // A stream is there when its first bytes are: so the requests arrive in order, and overlap.
  const stream = await client.chat.completions.create({
    model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
    messages: [
      { role: 'system', content: 'You are a helpful travel assistant.' },
      { role: 'user', content: question },
    ],
    stream: true,
    stream_options: { include_usage: true },
  });
  const read = async () => {
    let reply = '';
    for await (const chunk of stream) {
      reply += chunk.choices[0]?.delta.content ?? '';
      total += chunk.usage?.total_tokens ?? 0;
    }
    return reply;
  };
  pending.push(read());
}

for (const reply of await Promise.all(pending)) console.log(reply);
console.log(`Total tokens: ${total}`);
