// Without the SDK; turns are counted, everything said is a user message.
type Message = { role: 'system' | 'user'; content: string };
type Response = { choices: [{ message: { content: string } }] };

const names = ['Dreamer', 'Realist', 'Critic'];
const duties = ['You dream up what could be.', 'You plan the first steps.', 'You doubt, politely.'];

const topic = process.argv[2] ?? 'How to make rainy Mondays better';
const given = process.argv[3];
if (given !== undefined && !/^[1-9]\d*$/.test(given)) {
  console.error(`rounds: ${given}? It takes 1 or more.`);
  process.exitCode = 2;
} else {
  const turns = names.length * Number(given ?? 2);
  const shared: Message[] = [{ role: 'user', content: topic }];
  for (let turn = 0; turn < turns; turn++) {
    const name = names[turn % names.length];
    const response = await fetch(`${process.env.OPENAI_BASE_URL}/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${process.env.OPENAI_API_KEY}` },
      body: JSON.stringify({
        model: process.env.OPENAI_MODEL,
        messages: [{ role: 'system', content: `Name: ${name}. ${duties[turn % duties.length]}` }, ...shared],
      }),
    });
    const { choices } = (await response.json()) as Response;
    const line = `${name}: ${choices[0].message.content}`;
    shared.push({ role: 'user', content: line });
    console.log(line);
  }
}
