import OpenAI from 'openai';

const client = new OpenAI();
const model = process.env.OPENAI_MODEL ?? 'gpt-4o-mini';
const question = process.argv[2] ?? 'Which month is best for Kyoto?';

/** Prints whether the two replies at this temperature were the same. */
function reportPair(temperature: number, same: boolean): void {
  console.log(`temperature ${temperature}: ${same ? 'same' : 'different'}`);
}

/** Prints how the reply with the small limit ended. */
function reportEnd(finishReason: string | undefined): void {
  console.log(`finish_reason with the small limit: ${finishReason}`);
}

async function ask(parameters: { temperature?: number; max_tokens?: number }) {
  const completion = await client.chat.completions.create({
    model,
    messages: [{ role: 'user', content: question }],
    ...parameters,
  });
  return completion.choices[0];
}

console.log(`"${question}"\n`);

for (const temperature of [0, 1.2]) {
  const one = await ask({ temperature });
  const two = await ask({ temperature });
  // Without trim or toLowerCase, because one character is a difference.
  reportPair(temperature, one?.message.content === two?.message.content);
}

const limited = await ask({ max_tokens: 10 });
reportEnd(limited?.finish_reason);
