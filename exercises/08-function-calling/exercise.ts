import OpenAI from 'openai';
import type { ChatCompletionMessageParam } from 'openai/resources/chat/completions';

const client = new OpenAI();
const model = process.env.OPENAI_MODEL ?? 'gpt-4o-mini';
const question = process.argv[2] ?? 'What is the weather like in Lisbon?';
const weather: Record<string, string> = JSON.parse(
  process.argv[3] ?? '{"Lisbon": "21 °C and sunny", "Oslo": "-3 °C, snow", "Kyoto": "17 °C, light rain"}',
);

/** Today's weather in a city. */
function getWeather(city: string): string {
  // Plain weather[city] would also find what every object inherits.
  return Object.hasOwn(weather, city) ? `${weather[city]}` : `There is no report for ${city}.`;
}

const messages: ChatCompletionMessageParam[] = [{ role: 'user', content: question }];
console.log(`You: ${question}`);

const completion = await client.chat.completions.create({
  model,
  messages,
  // TODO: offer the tool
});
const reply = completion.choices[0]?.message;

// TODO: if the reply calls the tool, run it and let the model finish
console.log(`Assistant: ${reply?.content}`);

console.log('\nYour program knows more:');
for (const city of Object.keys(weather)) console.log(`  ${city}: ${getWeather(city)}`);
