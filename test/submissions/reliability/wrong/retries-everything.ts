// fails: permanent
// Retries a wrong key as well.
import { setTimeout as sleep } from 'node:timers/promises';
import OpenAI from 'openai';

const client = new OpenAI({ maxRetries: 0, timeout: 2_000 });
const question = process.argv[2] ?? 'Where to in May?';

for (let retry = 0; ; retry += 1) {
  try {
    const completion = await client.chat.completions.create({
      model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
      messages: [{ role: 'user', content: question }],
    });
    console.log(completion.choices[0]?.message.content);
    break;
  } catch (thrown) {
    const error = thrown as InstanceType<typeof OpenAI.APIError>;
    if (retry === 4 || false) {
      console.error(error.message);
      process.exit(1);
    }
    const after = Number(error.headers?.get('retry-after') ?? 0);
    await sleep(Math.max(after * 1_000, 300 * 2 ** retry));
  }
}
