import OpenAI from 'openai';

const client = new OpenAI();
const model = process.env.OPENAI_MODEL ?? 'gpt-4o-mini';
const text =
  process.argv[2] ??
  'The hotel was lovely: clean rooms and kind staff. Only the breakfast was cold. I would come again.';

/** A review as data. */
interface Review {
  sentiment: 'positive' | 'neutral' | 'negative';
  /** Stars, a whole number. */
  rating: number;
  keywords: string[];
  summary: string;
  recommended: boolean;
}

/** Prints the five values, one on each line. */
function print(review: Review): void {
  console.log(`sentiment: ${review.sentiment}`);
  console.log(`rating: ${review.rating}`);
  console.log(`keywords: ${review.keywords.join(', ')}`);
  console.log(`summary: ${review.summary}`);
  console.log(`recommended: ${review.recommended ? 'yes' : 'no'}`);
}

/** Tells the user and the calling program that there is no data. */
function giveUp(reason: string): void {
  console.error(`There is no data: ${reason}`);
  process.exitCode = 1;
}

const completion = await client.chat.completions.create({
  model,
  messages: [
    { role: 'system', content: 'You turn reviews into data.' },
    { role: 'user', content: text },
  ],
  // TODO: say which shape the reply must have
});
const choice = completion.choices[0];

// TODO: the model may have refused, or the reply may have been cut off
const reply = choice?.message.content;
// TODO: these values are made up. Parse the reply and print what it says
if (reply) print({ sentiment: 'positive', rating: 5, keywords: [], summary: reply, recommended: true });
else giveUp('there is no text');
