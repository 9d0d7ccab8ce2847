// Leaves it to the library's parse to notice a reply that was cut off, and knows its error by its class.
import OpenAI from 'openai';
import { LengthFinishReasonError } from 'openai/error';
import { zodResponseFormat } from 'openai/helpers/zod';
import { z } from 'zod';

const text = z.string().describe('plain text');
const Review = z.object({
  sentiment: z.enum(['positive', 'neutral', 'negative']),
  rating: z.number().int(),
  keywords: z.array(text),
  summary: text,
  recommended: z.boolean(),
});

const client = new OpenAI();
try {
  const completion = await client.chat.completions.parse({
    model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
    messages: [{ role: 'user', content: process.argv[2] ?? 'A lovely room, and a cold breakfast.' }],
    response_format: zodResponseFormat(Review, 'review'),
  });
  const message = completion.choices[0]?.message;
  if (message?.parsed) {
    const { sentiment, rating, keywords, summary, recommended } = message.parsed;
    console.log(`sentiment: ${sentiment}\nrating: ${rating}\nkeywords: ${keywords.join(', ')}`);
    console.log(`summary:\n  ${summary}\nrecommended: ${recommended ? 'yes' : 'no'}`);
  } else {
    console.error(`The model refuses: ${message?.refusal}`);
    process.exitCode = 1;
  }
} catch (error) {
  if (!(error instanceof LengthFinishReasonError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
