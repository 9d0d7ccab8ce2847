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

async function ask() {
  const completion = await client.chat.completions.create({
    model,
    messages: [{ role: 'user', content: question }],
    // TODO: let the caller choose the parameters of this request
  });
  return completion.choices[0];
}

const first = await ask();
console.log(`"${question}"\n`);
console.log(`${first?.message.content}\n`);

// TODO: these are guesses. Ask twice at temperature 0 and twice at 1.2, and compare the replies
reportPair(0, true);
reportPair(1.2, false);

// TODO: this is a guess, too. Ask again with a small max_tokens, and see how the reply ends
reportEnd('length');
