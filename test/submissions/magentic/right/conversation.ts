// The manager's requests grow like a conversation: decisions as assistant messages, results as user messages.
import OpenAI, { APIError } from 'openai';
import { zodResponseFormat } from 'openai/helpers/zod';
import type { ChatCompletionMessageParam } from 'openai/resources/chat/completions';
import * as z from 'zod';

const Decision = z.object({
  action: z.enum(['assign', 'finish']),
  worker: z.string(),
  task: z.string(),
  answer: z.string(),
});

class Team {
  readonly #client = new OpenAI();
  readonly #model = process.env.OPENAI_MODEL ?? 'gpt-4o-mini';
  readonly #history: ChatCompletionMessageParam[];
  readonly #roles = new Map([
    ['researcher', 'As the RESEARCHER you find facts.'],
    ['planner', 'As the PLANNER you put things in order.'],
    ['writer', 'As the WRITER you write.'],
  ]);
  readonly counts = { done: 0, failed: 0 };

  constructor(goal: string) {
    this.#history = [
      {
        role: 'system',
        content: `Lead your team: ${[...this.#roles.keys()].join(', ')}. Tasks may have failed.`,
      },
      { role: 'user', content: goal },
    ];
  }

  async turn(): Promise<string | undefined> {
    const completion = await this.#client.chat.completions.create({
      model: this.#model,
      messages: this.#history,
      response_format: zodResponseFormat(Decision, 'decision'),
      max_completion_tokens: 900,
    });
    const content = completion.choices[0]?.message.content ?? '(no text)';
    this.#history.push({ role: 'assistant', content });
    const parsed = Decision.safeParse(this.#json(content));
    if (!parsed.success) return this.#report('failed', 'Unreadable. Answer with JSON as the schema says.');
    const { action, worker, task, answer } = parsed.data;
    if (action === 'finish') return answer;
    const role = this.#roles.get(worker);
    if (role === undefined) return this.#report('failed', 'There is nobody of that name.');
    try {
      const result = await this.#client.chat.completions.create({
        model: this.#model,
        messages: [
          { role: 'system', content: role },
          { role: 'user', content: [{ type: 'text', text: task }] },
        ],
      });
      return this.#report('done', result.choices[0]?.message.content ?? '');
    } catch (error) {
      if (!(error instanceof APIError)) throw error;
      return this.#report('failed', error.message);
    }
  }

  #json(text: string): unknown {
    try {
      return JSON.parse(text);
    } catch {
      return undefined;
    }
  }

  #report(status: 'done' | 'failed', result: string): undefined {
    this.counts[status] += 1;
    this.#history.push({ role: 'user', content: `That task is ${status}. Result:\n${result}` });
  }
}

const [goal = 'Plan a birthday in the park', cap = '6'] = process.argv.slice(2);
const team = new Team(goal);
for (let turn = 1; turn <= Number(cap); turn += 1) {
  const answer = await team.turn();
  if (answer !== undefined) {
    console.log(`=> ${answer}`);
    console.log(`done: ${team.counts.done} | failed: ${team.counts.failed}`);
    process.exit(0);
  }
}
throw new Error(`No answer at the cap of ${cap}.`);
