import OpenAI from 'openai';
import type { ChatCompletionMessageParam, ChatCompletionTool } from 'openai/resources/chat/completions';

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

const tools: ChatCompletionTool[] = [
  {
    type: 'function',
    function: {
      name: 'get_weather',
      description: "Today's weather in a city",
      strict: true,
      parameters: {
        type: 'object',
        properties: { city: { type: 'string', description: 'For example Lisbon' } },
        required: ['city'],
        additionalProperties: false,
      },
    },
  },
];

const messages: ChatCompletionMessageParam[] = [{ role: 'user', content: question }];
console.log(`You: ${question}`);

async function ask() {
  const completion = await client.chat.completions.create({ model, messages, tools });
  return completion.choices[0]?.message;
}

let reply = await ask();
const calls = reply?.tool_calls ?? [];
if (reply !== undefined && calls.length > 0) {
  // The model has to see its own call, or the result answers nothing.
  messages.push(reply);
  for (const call of calls) {
    if (call.type !== 'function') continue;
    const { city } = JSON.parse(call.function.arguments) as { city: string };
    const result = getWeather(city);
    console.log(`  (get_weather ${city}: ${result})`);
    messages.push({ role: 'tool', tool_call_id: call.id, content: result });
  }
  reply = await ask();
}

console.log(`Assistant: ${reply?.content}`);
