// Plain HTTP and a reduce.
interface Body {
  choices: [{ message: { role: 'assistant'; content: string } }];
  usage: { prompt_tokens: number; completion_tokens: number; total_tokens: number };
}

const [, , limit = '200', ...turns] = process.argv;
const model = process.env.OPENAI_MODEL ?? 'gpt-4o-mini';
const rates = new Map([
  ['gpt-4o-mini', [0.15, 0.6]],
  ['gpt-4o', [2.5, 10]],
  ['gpt-4.1-mini', [0.4, 1.6]],
]);
const [input = 0, output = 0] = rates.get(model) ?? [];
const messages: object[] = [];
const bills: { tokens: number; micro: number }[] = [];
const sum = (field: 'tokens' | 'micro') => bills.reduce((all, bill) => all + bill[field], 0);

for (const content of turns.length > 0 ? turns : ['Where is it warm in March?', 'And in April?']) {
  messages.push({ role: 'user', content });
  const response = await fetch(`${process.env.OPENAI_BASE_URL}/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${process.env.OPENAI_API_KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify({ model, messages }),
  });
  const body = (await response.json()) as Body;
  const before = sum('tokens');
  messages.push(body.choices[0].message);
  const { prompt_tokens, completion_tokens, total_tokens } = body.usage;
  // In millionths of a dollar.
  const micro = prompt_tokens * input + completion_tokens * output;
  bills.push({ tokens: total_tokens, micro });
  console.log(body.choices[0].message.content);
  if (before <= +limit && sum('tokens') > +limit) console.log('*** WARNING ***');
  console.table({ prompt_tokens, completion_tokens, total_tokens, cost: (micro / 1e6).toFixed(6) });
}
console.log(`${sum('tokens').toLocaleString('en-US')} tokens for $${(sum('micro') / 1e6).toFixed(8)}`);
