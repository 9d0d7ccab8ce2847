import OpenAI from 'openai';

const client = new OpenAI();
const model = process.env.OPENAI_MODEL ?? 'gpt-4o-mini';
const question = process.argv[2] ?? 'When should I visit Japan?';

/** Tells the user and the calling program that the reply isn't whole. */
function giveUp(reason: string): void {
  console.error(`\nThe reply is incomplete: ${reason}`);
  process.exitCode = 1;
}

try {
  const stream = await client.chat.completions.create({
    model,
    messages: [{ role: 'user', content: question }],
    stream: true,
    stream_options: { include_usage: true },
  });

  let usage: OpenAI.CompletionUsage | null | undefined;
  for await (const chunk of stream) {
    // The chunk with the usage has no choices.
    process.stdout.write(chunk.choices[0]?.delta.content ?? '');
    usage = chunk.usage ?? usage;
  }

  console.log(
    `\n\nprompt ${usage?.prompt_tokens}, completion ${usage?.completion_tokens}, total ${usage?.total_tokens} tokens`,
  );
} catch (error) {
  giveUp(error instanceof Error ? error.message : String(error));
}
