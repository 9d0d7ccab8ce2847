// Much debug output, colours, numbers with separators.
import OpenAI from 'openai';

const client = new OpenAI();
const model = process.env.OPENAI_MODEL ?? 'gpt-4o-mini';
const question = process.argv[2] ?? "What's the best time to visit Japan?";

console.log('arguments:', process.argv.slice(2));
console.log('\u001b[36masking\u001b[0m', model, 1, 2, 3);
const completion = await client.chat.completions.create({
  model,
  messages: [
    { role: 'system', content: 'You are a helpful travel assistant.' },
    { role: 'user', content: question },
  ],
  temperature: 0.3,
  max_tokens: 500,
});

console.log('='.repeat(40));
console.log(`\u001b[32mAssistant>\u001b[0m ${completion.choices[0]?.message.content}`);
console.log('='.repeat(40));
console.log(`Prompt tokens: ${completion.usage?.prompt_tokens}`);
console.log(`Completion tokens: ${completion.usage?.completion_tokens}`);
console.log(
  `Total tokens: ${completion.usage?.total_tokens.toLocaleString('en-US')} in ${process.uptime()} s`,
);
