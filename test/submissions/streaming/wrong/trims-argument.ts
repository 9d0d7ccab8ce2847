// fails: asks-once
// Takes white space off the ends of what it is given.
import OpenAI from 'openai';

const client = new OpenAI();
const question = process.argv[2]?.trim() ?? 'When should I visit Japan?';

try {
  const stream = await client.chat.completions.create({
    model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
    messages: [{ role: 'user', content: question }],
    stream: true,
    stream_options: { include_usage: true },
  });

  let usage: OpenAI.CompletionUsage | null | undefined;
  for await (const chunk of stream) {
    // The last chunk brings the usage and has no choices.
    process.stdout.write(chunk.choices[0]?.delta.content ?? '');
    usage = chunk.usage ?? usage;
  }

  console.log(
    `\n\nprompt ${usage?.prompt_tokens}, completion ${usage?.completion_tokens}, total ${usage?.total_tokens} tokens`,
  );
} catch (error) {
  const reason = error instanceof Error ? error.message : String(error);
  console.error(`\nThe reply is incomplete: the stream broke off (${reason}).`);
  process.exitCode = 1;
}
