import OpenAI from 'openai';

const client = new OpenAI();
const model = process.env.OPENAI_MODEL ?? 'gpt-4o-mini';
const question = process.argv[2] ?? "What's the best time to visit Japan?";

const completion = await client.chat.completions.create({
  model,
  messages: [
    { role: 'system', content: 'You are a helpful travel assistant. Answer in a few sentences.' },
    { role: 'user', content: question },
  ],
  // Low, because advice shouldn't change from one run to the next.
  temperature: 0.3,
  max_tokens: 500,
});

console.log(completion.choices[0]?.message.content);

// The SDK's types say that `usage` can be missing.
const { prompt_tokens = 0, completion_tokens = 0, total_tokens = 0 } = completion.usage ?? {};
console.log();
console.log(`Prompt tokens:     ${prompt_tokens}`);
console.log(`Completion tokens: ${completion_tokens}`);
console.log(`Total tokens:      ${total_tokens}`);
