// Plain HTTP, recursion, JSON results.
interface Message {
  role: string;
  content?: string | null;
  tool_call_id?: string;
  tool_calls?: { id: string; function: { name: string; arguments: string } }[];
}

const [, , question = 'Add 2 and 3.', most = '5'] = process.argv;
const number = { type: 'number' };
const tools = ['add', 'multiply', 'divide'].map((name) => ({
  type: 'function',
  function: {
    name,
    description: `Can ${name} two numbers`,
    parameters: { type: 'object', properties: { a: number, b: number }, required: ['b', 'a'] },
  },
}));

function compute(name: string, json: string): number {
  const { a, b } = JSON.parse(json);
  switch (name) {
    case 'add':
      return a + b;
    case 'multiply':
      return a * b;
    case 'divide':
      if (b === 0) throw new RangeError('cannot divide by nothing');
      return a / b;
    default:
      throw new TypeError('no such tool');
  }
}

async function ask(messages: Message[], left: number): Promise<string> {
  if (left === 0) {
    console.error('LIMIT reached');
    process.exit(2);
  }
  const response = await fetch(`${process.env.OPENAI_BASE_URL}/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${process.env.OPENAI_API_KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify({ model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini', messages, tools }),
  });
  const { choices } = (await response.json()) as { choices: [{ message: Message }] };
  const { message } = choices[0];
  if (message.tool_calls === undefined) return message.content ?? '';
  const results = message.tool_calls.map((call): Message => {
    let content: string;
    try {
      content = JSON.stringify({ result: compute(call.function.name, call.function.arguments) });
    } catch (error) {
      content = JSON.stringify({ error: String(error) });
    }
    return { role: 'tool', tool_call_id: call.id, content };
  });
  return ask([...messages, message, ...results.reverse()], left - 1);
}

console.log(await ask([{ role: 'user', content: question }], Number(most)));
