import OpenAI from 'openai';

// The key and the address come from the environment: OPENAI_API_KEY and OPENAI_BASE_URL.
const client = new OpenAI();
const model = process.env.OPENAI_MODEL ?? 'gpt-4o-mini';
const question = process.argv[2] ?? 'Hello! Who are you?';

const completion = await client.chat.completions.create({
  model,
  messages: [{ role: 'user', content: question }],
});

console.log(completion.choices[0]?.message.content);
// The model that really answered, often a specific version of the one we asked for.
console.log(`Answered by ${completion.model}`);
