// fails: one-request-a-turn
// All questions in a single request.
import OpenAI from 'openai';

const given = process.argv.slice(2);
const questions = given.length > 0 ? given : ['When should I visit Japan?', 'What about budget tips?'];
const completion = await new OpenAI().chat.completions.create({
  model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
  messages: [
    { role: 'system', content: 'You are a helpful travel assistant.' },
    ...questions.map((content) => ({ role: 'user' as const, content })),
  ],
});
console.log(completion.choices[0]?.message.content);
console.log(`Total tokens: ${completion.usage?.total_tokens}`);
