// No library: plain HTTP, all five at once.
interface Choice {
  finish_reason: string;
  message: { content: string };
}

const question = process.argv[2] ?? 'Which month is best for Kyoto?';

async function ask(parameters: object): Promise<Choice> {
  const response = await fetch(`${process.env.OPENAI_BASE_URL}/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${process.env.OPENAI_API_KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
      messages: [{ role: 'user', content: question }],
      ...parameters,
    }),
  });
  const body = (await response.json()) as { choices: [Choice] };
  return body.choices[0];
}

const [limited, hot1, cold1, hot2, cold2] = await Promise.all([
  ask({ max_tokens: 1 }),
  ask({ temperature: 1.2 }),
  ask({ temperature: 0 }),
  ask({ temperature: 1.2 }),
  ask({ temperature: 0 }),
]);

const word = (a: Choice, b: Choice) => (a.message.content === b.message.content ? 'SAME' : 'DIFFERENT');
console.log(`finish_reason is ${limited.finish_reason}`);
console.log(`Temperature 1.2 -> ${word(hot1, hot2)}`);
console.log(`Temperature 0 -> ${word(cold1, cold2)}`);
