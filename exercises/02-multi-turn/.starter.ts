import OpenAI from 'openai';

const client = new OpenAI();
const model = process.env.OPENAI_MODEL ?? 'gpt-4o-mini';

const given = process.argv.slice(2);
const questions =
  given.length > 0
    ? given
    : ["What's the best time to visit Japan?", 'What about budget tips?', 'And what should I eat there?'];

// TODO: tell the model who it is, once for the whole conversation

for (const question of questions) {
  // TODO: this request says nothing about the turns before it
  const completion = await client.chat.completions.create({
    model,
    messages: [{ role: 'user', content: question }],
  });

  console.log(`You: ${question}`);
  console.log(`Assistant: ${completion.choices[0]?.message.content}\n`);
}

// TODO: print how many tokens the whole conversation took
