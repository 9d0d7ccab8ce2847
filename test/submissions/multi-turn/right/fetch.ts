// Without the SDK.
type Message = { role: string; content: string };
type Response = { choices: [{ message: Message }]; usage: { total_tokens: number } };

const given = process.argv.slice(2);
const turns = given.length ? given : ['Where to in May?', 'And in June?', 'And why?'];
const history: Message[] = [{ role: 'system', content: 'You are a tour guide.' }];
let tokens = 0;
for (const content of turns) {
  history.push({ role: 'user', content });
  const response = await fetch(`${process.env.OPENAI_BASE_URL}/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${process.env.OPENAI_API_KEY}` },
    body: JSON.stringify({ model: process.env.OPENAI_MODEL, messages: history }),
  });
  const { choices, usage } = (await response.json()) as Response;
  history.push(choices[0].message);
  tokens += usage.total_tokens;
  console.log(`${choices[0].message.content}\n`);
}
console.log(tokens);
