// Plain HTTP, JSON results.
interface Call {
  id: string;
  type: 'function';
  function: { name: string; arguments: string };
}
interface Message {
  role: string;
  content: string | null;
  tool_calls?: Call[];
  tool_call_id?: string;
}

const [, , question = 'How is the weather in Oslo?', table = '{"Oslo": "4 °C"}'] = process.argv;
const weather = new Map<string, string>(Object.entries(JSON.parse(table)));

async function send(messages: Message[]): Promise<Message> {
  const response = await fetch(`${process.env.OPENAI_BASE_URL}/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${process.env.OPENAI_API_KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
      messages,
      tools: [
        {
          type: 'function',
          function: {
            name: 'get_weather',
            strict: true,
            description: 'Reports the weather.',
            parameters: {
              type: 'object',
              properties: { city: { type: 'string' } },
              required: ['city'],
              additionalProperties: false,
            },
          },
        },
      ],
    }),
  });
  const body = (await response.json()) as { choices: [{ message: Message }] };
  return body.choices[0].message;
}

const asked: Message[] = [{ role: 'user', content: question }];
const first = await send(asked);
if (!first.tool_calls?.length) {
  console.log(first.content);
} else {
  const results = first.tool_calls.map((call) => {
    const { city } = JSON.parse(call.function.arguments);
    const content = JSON.stringify({ city, report: weather.get(city) ?? null });
    return { role: 'tool', tool_call_id: call.id, content };
  });
  console.log((await send([...asked, first, ...results])).content);
}
