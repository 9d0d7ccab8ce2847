// The library’s helper, with events, and with colours.
import OpenAI from 'openai';

const client = new OpenAI();
const question = process.argv[2] ?? 'What is Kyoto like in autumn?';
console.log('asking', question);
const stream = client.chat.completions.stream({
  model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
  messages: [
    { role: 'developer', content: 'You tell stories.' },
    { role: 'user', content: question },
  ],
  max_completion_tokens: 800,
  stream_options: { include_usage: true },
});
stream.on('content', (piece) => {
  process.stdout.write(`\u001b[32m${piece}\u001b[0m`);
});
try {
  const { usage } = await stream.finalChatCompletion();
  console.log(`\n[${usage?.prompt_tokens} + ${usage?.completion_tokens} = ${usage?.total_tokens}]`);
} catch (error) {
  console.error('INCOMPLETE:', (error as Error).message);
  process.exitCode = 1;
}
