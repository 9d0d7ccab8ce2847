import OpenAI from 'openai';

const client = new OpenAI();
const model = process.env.OPENAI_MODEL ?? 'gpt-4o-mini';
const question = process.argv[2] ?? 'Which month is best for Kyoto?';

async function ask() {
  const completion = await client.chat.completions.create({
    model,
    messages: [{ role: 'user', content: question }],
    // TODO: let the caller say which parameters this request has
  });
  return completion.choices[0];
}

const first = await ask();
console.log(`"${question}"`);
console.log(first?.message.content);

// TODO: ask twice at temperature 0 and twice at temperature 1.2, and say of each pair whether the replies are the same

// TODO: ask once more with a small max_tokens, and say how that reply ended
console.log('temperature 0: nobody knows yet');
