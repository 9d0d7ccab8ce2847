// Without the SDK, and the three stages written out one below the other.
type Response = { choices: [{ message: { content: string | null }; finish_reason: string }] };

async function ask(stage: string, system: string, user: string): Promise<string> {
  const response = await fetch(`${process.env.OPENAI_BASE_URL}/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${process.env.OPENAI_API_KEY}` },
    body: JSON.stringify({
      model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
      messages: [
        { role: 'system', content: system },
        { role: 'user', content: user },
      ],
    }),
  });
  const { choices } = (await response.json()) as Response;
  const [{ message, finish_reason }] = choices;
  if (finish_reason === 'length') stop(stage, 'cut');
  if (message.content === null || /^\s*$/.test(message.content)) return stop(stage, 'empty');
  return message.content;
}

function stop(stage: string, reason: string): never {
  console.error(`ERROR ${stage} ${reason}`);
  process.exit(2);
}

const [topic = 'Why Japan is lovely in spring'] = process.argv.slice(2);
const outline = await ask('outline', 'You write outlines.', `Please outline an article about ${topic}.`);
const draft = await ask('draft', 'You write articles from outlines.', outline);
console.log(await ask('edit', 'You edit articles.', draft));
