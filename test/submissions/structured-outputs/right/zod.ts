// The library’s helper with a Zod schema.
import OpenAI from 'openai';
import { zodResponseFormat } from 'openai/helpers/zod';
import * as z from 'zod';

const Review = z.object({
  sentiment: z.enum(['positive', 'neutral', 'negative']),
  rating: z.int(),
  keywords: z.array(z.string()),
  summary: z.string(),
  recommended: z.boolean(),
});

const client = new OpenAI();
try {
  const completion = await client.chat.completions.parse({
    model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
    messages: [
      { role: 'developer', content: 'Extract.' },
      { role: 'user', content: `The review:\n\n${process.argv[2] ?? 'Nice place, small bed.'}\n\nThe end.` },
    ],
    response_format: zodResponseFormat(Review, 'review'),
  });
  const message = completion.choices[0]?.message;
  if (!message?.parsed) throw new Error(message?.refusal ?? 'nothing');
  const { sentiment, rating, keywords, summary, recommended } = message.parsed;
  console.log(`sentiment: ${sentiment}`);
  console.log(`rating: ${rating}`);
  console.log(`keywords: ${keywords.join(', ')}`);
  console.log(`summary: ${summary}`);
  console.log(`recommended: ${recommended ? 'yes' : 'no'}`);
} catch (error) {
  // For a reply that was cut off the helper throws, and says that the length limit was reached.
  console.error((error as Error).message);
  process.exitCode = 2;
}
