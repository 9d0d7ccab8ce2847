// Without the SDK: promises that never reject, and one message for each reply.
type Message = { role: string; content: string };
type Outcome = { name: string; reply: string } | { name: string; reason: string };

const proposal = process.argv[2] ?? 'Should our choir sing in the park?';

async function complete(messages: Message[]): Promise<string> {
  const response = await fetch(`${process.env.OPENAI_BASE_URL}/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${process.env.OPENAI_API_KEY}` },
    body: JSON.stringify({ model: process.env.OPENAI_MODEL, messages }),
  });
  if (!response.ok) throw new Error(`status ${response.status}`);
  const body = (await response.json()) as { choices: [{ message: { content: string } }] };
  return body.choices[0].message.content;
}

const analyse = (name: string): Promise<Outcome> =>
  complete([
    { role: 'system', content: `Act as a ${name} analyst.` },
    { role: 'user', content: proposal },
  ]).then(
    (reply) => ({ name, reply }),
    (error: unknown) => ({ name, reason: String(error) }),
  );

const outcomes = await Promise.all(['cost', 'risk', 'opportunity'].map(analyse));
const messages: Message[] = [{ role: 'system', content: 'You write summaries for the board.' }];
for (const outcome of outcomes) {
  if ('reply' in outcome) {
    process.stdout.write(`${outcome.name.toUpperCase()}\n${outcome.reply}\n\n`);
    messages.push({ role: 'assistant', content: `From ${outcome.name}:\n${outcome.reply}` });
  } else {
    process.stdout.write(`${outcome.name} failed (${outcome.reason})\n`);
    messages.push({ role: 'user', content: `missing: ${outcome.name}` });
  }
}

if (outcomes.every((outcome) => 'reason' in outcome)) {
  process.exitCode = 3;
} else {
  messages.push({ role: 'user', content: 'Now write the summary.' });
  console.log(`Summary\n${await complete(messages)}`);
}
