// The SDK's parse helper with a zod schema: it throws on a cut-off review and on broken JSON.
import OpenAI from 'openai';
import { zodResponseFormat } from 'openai/helpers/zod';
import { z } from 'zod';

const Review = z.object({ approved: z.boolean(), feedback: z.string() });
type Review = z.infer<typeof Review>;

class Newsroom {
  readonly #client = new OpenAI();
  readonly #model = process.env.OPENAI_MODEL ?? 'gpt-4o-mini';
  readonly #task: string;

  constructor(task: string) {
    this.#task = task;
  }

  async write(last?: { draft: string; feedback: string }): Promise<string> {
    const completion = await this.#client.chat.completions.create({
      model: this.#model,
      messages: [
        { role: 'system', content: 'You are a journalist.' },
        { role: 'user', content: this.#task },
        ...(last === undefined
          ? []
          : [
              { role: 'assistant' as const, content: last.draft },
              { role: 'user' as const, content: last.feedback },
            ]),
      ],
    });
    return completion.choices[0]?.message.content ?? '';
  }

  async review(draft: string): Promise<Review> {
    try {
      const completion = await this.#client.chat.completions.parse({
        model: this.#model,
        messages: [
          { role: 'system', content: 'You are the chief of the desk. You approve texts or send them back.' },
          { role: 'user', content: `${draft}\n\n(That was ordered as: ${this.#task})` },
        ],
        response_format: zodResponseFormat(Review, 'review'),
      });
      const message = completion.choices[0]?.message;
      return message?.parsed ?? { approved: false, feedback: 'Please look at it once more.' };
    } catch {
      return { approved: false, feedback: 'Please look at it once more.' };
    }
  }
}

const [task = 'Write a headline about a cat on a roof.', max = 3] = process.argv.slice(2);
const room = new Newsroom(task);
let draft = await room.write();
let review = await room.review(draft);
let round = 1;
while (!review.approved && round < Number(max)) {
  draft = await room.write({ draft, feedback: review.feedback });
  review = await room.review(draft);
  round += 1;
}
console.log(draft);
console.log(
  `Result: ${review.approved ? 'approved' : 'not approved'} after ${round} round${round > 1 ? 's' : ''}.`,
);
process.exitCode = review.approved ? 0 : 2;
