import OpenAI from 'openai';

const client = new OpenAI();
const model = process.env.OPENAI_MODEL ?? 'gpt-4o-mini';
const question = process.argv[2] ?? "What's the best time to visit Japan?";

const completion = await client.chat.completions.create({
  model,
  // TODO: make the model a travel assistant
  messages: [{ role: 'user', content: question }],
  // TODO: say how random and how long the reply may be
});

console.log(completion.choices[0]?.message.content);

// TODO: print how many tokens the prompt, the completion, and both together took
