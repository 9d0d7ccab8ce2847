// fails: clear-end
// Names every cause there is, to be sure.
import OpenAI from 'openai';

const client = new OpenAI({ maxRetries: 4, timeout: 2_000 });

try {
  const completion = await client.chat.completions.create({
    model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
    messages: [{ role: 'user', content: process.argv[2] ?? 'Where to in May?' }],
  });
  console.log(completion.choices[0]?.message.content);
} catch (error) {
  console.error('One of 400 401 403 404 429 500 503, timeout or connection', typeof error);
  process.exitCode = 1;
}
