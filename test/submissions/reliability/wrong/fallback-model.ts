// fails: same-body
// Asks a smaller model when it retries.
import { setTimeout as sleep } from 'node:timers/promises';
import OpenAI from 'openai';

const client = new OpenAI({ maxRetries: 0, timeout: 2_000 });
const models = ['gpt-4o-mini', 'gpt-4.1-nano', 'gpt-4.1-mini', 'gpt-4o-mini', 'gpt-4.1-nano'];

for (const [index, model] of models.entries()) {
  try {
    const completion = await client.chat.completions.create({
      model,
      messages: [{ role: 'user', content: process.argv[2] ?? 'Where to?' }],
    });
    console.log(completion.choices[0]?.message.content);
    break;
  } catch (thrown) {
    const error = thrown as InstanceType<typeof OpenAI.APIError>;
    if (index === 4 || [400, 401, 403, 404].includes(error.status ?? 0)) {
      console.error(error.message);
      process.exit(1);
    }
    await sleep(Math.max(Number(error.headers?.get('retry-after') ?? 0) * 1_000, 300 * 2 ** index));
  }
}
