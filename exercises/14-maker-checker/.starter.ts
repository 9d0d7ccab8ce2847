import OpenAI from 'openai';

const client = new OpenAI();
const model = process.env.OPENAI_MODEL ?? 'gpt-4o-mini';

const [
  task = 'Write a short paragraph for a hotel newsletter about why night trains are back in Europe.',
  limit = '3',
] = process.argv.slice(2);
const maxRounds = Number(limit);

/** What the checker answers. */
export interface Review {
  approved: boolean;
  feedback: string;
}

// TODO: give the maker a role of its own
const completion = await client.chat.completions.create({
  model,
  messages: [{ role: 'user', content: task }],
});
const draft = completion.choices[0]?.message.content ?? '';

// TODO: let a checker review the draft, and answer in the shape of `Review`
// TODO: not approved: give draft and feedback back to the maker, then review again
// TODO: stop when it is approved, or after `maxRounds` rounds

console.log(draft);

// TODO: say whether it was approved and after how many rounds; end with status 2 when it was not
console.log(`Nobody has reviewed this text (0 of ${maxRounds} rounds).`);
