// Plain HTTP and JSON results.
interface Message {
  role: string;
  content?: string | null;
  tool_call_id?: string;
  tool_calls?: { id: string; function: { name: string; arguments: string } }[];
}

const [, , data = '{"A-1": {"status": "processing"}}', ...given] = process.argv;
const orders = JSON.parse(data) as Record<string, { status: string } | undefined>;
const turns = given.length > 0 ? given : ['Where is order A-1?', 'Cancel order A-1.'];
const parameters = { type: 'object', properties: { order_id: { type: 'string' } }, required: ['order_id'] };
const tools = ['get_order', 'cancel_order'].map((name) => ({
  type: 'function',
  function: { name, description: `${name} by its number`, parameters },
}));

const actions: Record<string, (order: { status: string }) => object> = {
  get_order: (order) => ({ order }),
  cancel_order: (order) => {
    if (order.status !== 'processing') return { error: 'too late' };
    order.status = 'cancelled';
    return { status: order.status };
  },
};

async function send(messages: Message[]): Promise<Message> {
  const response = await fetch(`${process.env.OPENAI_BASE_URL}/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${process.env.OPENAI_API_KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify({ model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini', messages, tools }),
  });
  return ((await response.json()) as { choices: [{ message: Message }] }).choices[0].message;
}

let history: Message[] = [{ role: 'system', content: 'Support agent.' }];
for (const content of turns) {
  history = [...history, { role: 'user', content }];
  let message = await send(history);
  while (message.tool_calls) {
    const results = message.tool_calls.map((call) => {
      const order = orders[JSON.parse(call.function.arguments).order_id];
      const result = order ? actions[call.function.name]?.(order) : { error: 'unknown order' };
      return { role: 'tool', tool_call_id: call.id, content: JSON.stringify(result) };
    });
    history = [...history, message, ...results];
    message = await send(history);
  }
  history = [...history, message];
  console.log(message.content);
}
