// fails: offers-tool
// The city is a number in the schema.
import OpenAI from 'openai';
import type { ChatCompletionMessageParam, ChatCompletionTool } from 'openai/resources/chat/completions';

const client = new OpenAI();
const question = process.argv[2] ?? 'What is the weather like in Lisbon?';
const weather: Record<string, string> = JSON.parse(
  process.argv[3] ?? '{"Lisbon": "21 °C and sunny", "Oslo": "-3 °C, snow", "Kyoto": "17 °C, light rain"}',
);

const tools: ChatCompletionTool[] = [
  {
    type: 'function',
    function: {
      name: 'get_weather',
      description: "Today's weather in a city",
      parameters: {
        type: 'object',
        properties: { city: { type: 'number', description: 'For example Lisbon' } },
        required: ['city'],
        additionalProperties: false,
      },
    },
  },
];

function getWeather(city: string): string {
  return Object.hasOwn(weather, city) ? `${weather[city]}` : `There is no report for ${city}.`;
}

const messages: ChatCompletionMessageParam[] = [{ role: 'user', content: question }];

async function ask() {
  const completion = await client.chat.completions.create({
    model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
    messages,
    tools,
  });
  return completion.choices[0]?.message;
}

console.log(`You: ${question}`);
let reply = await ask();

const calls = reply?.tool_calls ?? [];
if (reply !== undefined && calls.length > 0) {
  // The model must see its own call, or the result below would answer nothing.
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
