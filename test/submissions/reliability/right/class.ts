// A class with a policy, options given with each request, chatty on both streams.
import { setTimeout as sleep } from 'node:timers/promises';
import OpenAI from 'openai';

class Patient {
  readonly #client = new OpenAI();

  async ask(content: string, left = 4, backoff = 400): Promise<string> {
    console.log(`asking, ${left} retries left`);
    try {
      const completion = await this.#client.chat.completions.create(
        {
          model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
          messages: [{ role: 'user', content: [{ type: 'text', text: content }] }],
          temperature: 0.2,
        },
        { maxRetries: 0, timeout: 2_000 },
      );
      console.log(JSON.stringify(completion, null, 2));
      return completion.choices[0]?.message.content ?? '';
    } catch (error) {
      if (!(error instanceof OpenAI.APIError)) throw error;
      if (left === 0 || [400, 401, 403, 404].includes(error.status ?? 0)) throw error;
      const seconds = Number(error.headers?.get('retry-after') ?? 0);
      const ms = Math.max(seconds * 1_000, backoff * (1 + Math.random() * 0.2));
      console.error(`attempt failed (${error.message}), retrying in ${Math.round(ms)} ms`);
      await sleep(ms);
      return this.ask(content, left - 1, Math.min(backoff * 2, 3_200));
    }
  }
}

new Patient()
  .ask(process.argv[2] ?? 'When is Japan at its best?')
  .then((reply) => console.log(`\u001b[32m${reply}\u001b[0m`))
  .catch((error: Error) => {
    console.error(`Failed for good: ${error.constructor.name}: ${error.message}`);
    process.exitCode = 3;
  });
