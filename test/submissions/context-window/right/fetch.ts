// Plain HTTP; a developer message, and a queue that forgets for good.
const [limit = '200', role = 'Answer like a sailor.', ...words] = process.argv.slice(2);
const turns =
  words.length > 0
    ? words
    : ['Hello. When is spring?', 'And autumn?', 'What do I eat?', 'What do I wear?', 'Where do I sleep?'];
type Message = { role: string; content: string };
const size = (messages: Message[]) =>
  messages.reduce((sum, { content }) => sum + Math.ceil(new TextEncoder().encode(content).length / 2) + 5, 3);

let said: Message[] = [];
let dropped = 0;
for (const turn of turns) {
  const developer = { role: 'developer', content: role };
  const question = { role: 'user', content: turn };
  if (size([developer, question]) > Number(limit)) {
    process.stderr.write('No room in the budget for this question.\n');
    process.exitCode = 3;
    break;
  }
  while (size([developer, ...said, question]) > Number(limit)) {
    said = said.slice(2);
    dropped += 2;
  }
  const response = await fetch(`${process.env.OPENAI_BASE_URL}/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${process.env.OPENAI_API_KEY}` },
    body: JSON.stringify({
      model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
      messages: [developer, ...said, question],
    }),
  });
  const body: { choices: [{ message: Message }] } = await response.json();
  const reply = body.choices[0].message;
  said.push(question, { role: 'assistant', content: reply.content });
  process.stdout.write(`${reply.content}\n`);
  if (dropped > 0) process.stdout.write(`... dropped ${dropped} so far\n`);
}
