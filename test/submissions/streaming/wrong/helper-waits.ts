// fails: prints-as-it-comes
// Has the library collect the final message.
import OpenAI from 'openai';

const client = new OpenAI();
try {
  const stream = client.chat.completions.stream({
    model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
    messages: [{ role: 'user', content: process.argv[2] ?? 'When is Japan warm?' }],
    stream_options: { include_usage: true },
  });
  const completion = await stream.finalChatCompletion();
  console.log(completion.choices[0]?.message.content);
  console.log(completion.usage);
} catch {
  console.error('incomplete');
  process.exitCode = 1;
}
