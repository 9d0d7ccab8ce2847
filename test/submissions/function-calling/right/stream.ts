// Puts the calls together from a stream.
import OpenAI from 'openai';
import type { ChatCompletionMessageParam } from 'openai/resources/chat/completions';

const client = new OpenAI();
const question = process.argv[2] ?? 'What is the weather in Lisbon?';
const reports: Record<string, string> = JSON.parse(process.argv[3] ?? '{"Lisbon":"sun"}');

function answer(messages: ChatCompletionMessageParam[]) {
  return client.chat.completions
    .stream({
      model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
      messages,
      tools: [
        {
          type: 'function',
          function: {
            name: 'get_weather',
            description: 'Gets the weather for one city',
            parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
          },
        },
      ],
    })
    .on('content', (piece) => void process.stdout.write(piece))
    .finalMessage();
}

const messages: ChatCompletionMessageParam[] = [{ role: 'user', content: question }];
const message = await answer(messages);
const results = (message.tool_calls ?? []).map((call): ChatCompletionMessageParam => {
  const city: string = call.type === 'function' ? JSON.parse(call.function.arguments).city : '';
  const report = Object.hasOwn(reports, city) ? reports[city] : undefined;
  return { role: 'tool', tool_call_id: call.id, content: report ?? `unknown city ${city}` };
});
if (results.length > 0) await answer([...messages, message, ...results]);
console.log();
