// fails: prints-usage
// Two of three numbers.
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
console.log(`Prompt tokens: ${completion.usage?.prompt_tokens}`);
console.log(`Completion tokens: ${completion.usage?.completion_tokens}`);
