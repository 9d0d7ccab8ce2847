// fails: keeps-history
// All turns are sent at the same time.
import OpenAI from 'openai';

const client = new OpenAI();
const given = process.argv.slice(2);
const questions = given.length > 0 ? given : ['When should I visit Japan?', 'What about budget tips?'];
let total = 0;
const pending: Promise<string>[] = [];
for (const question of questions) {
  const sent = client.chat.completions
    .create({
      model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
      messages: [
        { role: 'system', content: 'You are a helpful travel assistant.' },
        { role: 'user', content: question },
      ],
    })
    .then(({ choices, usage }) => {
      total += usage?.total_tokens ?? 0;
      return choices[0]?.message.content ?? '';
    });
  pending.push(sent);
  // A little later, so that they arrive in order.
  await new Promise((resolve) => setTimeout(resolve, 5));
}
for (const reply of await Promise.all(pending)) console.log(reply);
console.log(`Total tokens: ${total}`);
