// Tells the SDK's own errors apart by their class, which is exported from a module beside the client's.
import OpenAI from 'openai';
import { ContentFilterFinishReasonError, LengthFinishReasonError } from 'openai/core/error';
import { zodResponseFormat } from 'openai/helpers/zod';
import { z } from 'zod';

const ReviewSchema = z.object({
  feedback: z.string().describe('What has to change, in one or two sentences'),
  approved: z.boolean().describe('true only when nothing has to change'),
});
type Review = z.infer<typeof ReviewSchema>;

const client = new OpenAI();
const model = process.env.OPENAI_MODEL ?? 'gpt-4o-mini';

class Maker {
  private readonly memory: OpenAI.ChatCompletionMessageParam[] = [
    { role: 'developer', content: 'Write what you are asked for. Reply with the text alone.' },
  ];

  async write(request: string): Promise<string> {
    this.memory.push({ role: 'user', content: request });
    const stream = client.chat.completions.stream({ model, messages: this.memory, temperature: 0.9 });
    const message = await stream.finalMessage();
    this.memory.push({ role: 'assistant', content: message.content });
    return message.content ?? '';
  }
}

class Checker {
  async review(task: string, draft: string): Promise<Review | undefined> {
    try {
      const completion = await client.chat.completions.parse({
        model,
        max_completion_tokens: 1500,
        messages: [
          { role: 'developer', content: 'Check a draft against its task. Be strict.' },
          {
            role: 'user',
            content: [
              { type: 'text', text: `<task>${task}</task>` },
              { type: 'text', text: `<draft>${draft}</draft>` },
            ],
          },
        ],
        response_format: zodResponseFormat(ReviewSchema, 'verdict'),
      });
      const choice = completion.choices[0];
      console.error(choice?.finish_reason, choice?.message);
      return choice?.finish_reason === 'stop' ? (choice.message.parsed ?? undefined) : undefined;
    } catch (error) {
      if (error instanceof LengthFinishReasonError || error instanceof ContentFilterFinishReasonError)
        return undefined;
      if (error instanceof SyntaxError || error instanceof z.ZodError) return undefined;
      throw error;
    }
  }
}

const task = process.argv[2] ?? 'Write a limerick about a lighthouse.';
const cap = Number.parseInt(process.argv[3] ?? '3', 10);

const maker = new Maker();
const checker = new Checker();

let draft = await maker.write(task);
let review = await checker.review(task, draft);
let round = 1;
while (!review?.approved && round < cap) {
  round += 1;
  draft = await maker.write(review ? `Please revise. ${review.feedback}` : 'Please try once more.');
  review = await checker.review(task, draft);
}
console.table([{ round, approved: review?.approved ?? false }]);
process.stdout.write(
  `${draft}\n\n${review?.approved ? 'APPROVED' : 'NOT APPROVED'} AFTER ${round} ROUND${round === 1 ? '' : 'S'}\n`,
);
process.exit(review?.approved ? 0 : 2);
