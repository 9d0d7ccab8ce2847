// A system message, debug output, and tools in the second request as well.
import OpenAI from 'openai';
import type { ChatCompletionMessageParam } from 'openai/resources/chat/completions';

const client = new OpenAI();
const question = process.argv[2] ?? 'What is the weather like in Kyoto?';
const table = JSON.parse(process.argv[3] ?? '{"Kyoto":"rain"}');
const messages: ChatCompletionMessageParam[] = [
  { role: 'developer', content: 'You help with the weather. Use get_weather for every city.' },
  { role: 'user', content: question },
];
const create = async (withTools: boolean) => {
  const { choices } = await client.chat.completions.create({
    model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
    temperature: 0,
    max_completion_tokens: 700,
    messages,
    ...(withTools && {
      tools: [
        {
          type: 'function' as const,
          function: {
            name: 'get_weather',
            description: 'weather of a city',
            parameters: { type: 'object', required: ['city'], properties: { city: { type: 'string' } } },
          },
        },
      ],
    }),
  });
  console.log('DEBUG', JSON.stringify(choices[0]));
  return choices[0]?.message;
};

const message = await create(true);
if (message?.tool_calls === undefined) {
  console.log('Final:', message?.content);
} else {
  messages.push(message);
  for (const call of message.tool_calls) {
    if (call.type !== 'function') continue;
    const city: string = JSON.parse(call.function.arguments).city;
    const known = Object.keys(table).includes(city);
    messages.push({
      role: 'tool',
      tool_call_id: call.id,
      content: [
        {
          type: 'text',
          text: known ? `${city}: ${table[city]}` : `Error: nobody has measured anything in ${city}`,
        },
      ],
    });
  }
  console.log('Final:', (await create(false))?.content);
}
