import OpenAI from 'openai';
import type { ChatCompletionMessageParam } from 'openai/resources/chat/completions';

const client = new OpenAI();
const model = process.env.OPENAI_MODEL ?? 'gpt-4o-mini';
const question = process.argv[2] ?? 'What is the weather like in Lisbon?';
const weather: Record<string, string> = JSON.parse(
  process.argv[3] ?? '{"Lisbon": "21 °C and sunny", "Oslo": "-3 °C, snow", "Kyoto": "17 °C, light rain"}',
);

const messages: ChatCompletionMessageParam[] = [{ role: 'user', content: question }];

const completion = await client.chat.completions.create({
  model,
  messages,
  // TODO: offer the tool
});
const reply = completion.choices[0]?.message;

// TODO: when the reply calls the tool, run it and let the model finish
console.log(`(There is weather for ${Object.keys(weather).join(', ')}, and the model can't ask for it.)`);
console.log(reply?.content);
