// Without the SDK: the old messages as JSON in one message, the summary in a user message of its own.
interface Message {
  role: 'system' | 'user' | 'assistant';
  content: string;
}

interface Answer {
  choices: { message: { content: string | null }; finish_reason: string }[];
}

const args = process.argv.slice(2);
const defaults = [
  'I am Ada. Where to in May?',
  'Why?',
  'And in June?',
  'What do I eat there?',
  'And drink?',
  'Who am I?',
];
const turns = args.length > 0 ? args : defaults;

async function post(messages: Message[]): Promise<Answer['choices'][number] | undefined> {
  const response = await fetch(`${process.env.OPENAI_BASE_URL}/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${process.env.OPENAI_API_KEY}` },
    body: JSON.stringify({ model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini', messages }),
  });
  if (!response.ok) return undefined;
  const { choices } = (await response.json()) as Answer;
  return choices[0];
}

const persona: Message = { role: 'system', content: 'You are a tour guide.' };
let notes: Message[] = [];
let recent: Message[] = [];

for (const content of turns) {
  if (recent.length >= 8) {
    const old = recent.slice(0, recent.length - 2);
    const choice = await post([
      {
        role: 'user',
        content: `Summarise this conversation, and keep all names:\n${JSON.stringify([...notes, ...old], null, 2)}`,
      },
    ]);
    const text = choice?.message.content?.trim() ?? '';
    if (text !== '' && choice?.finish_reason === 'stop') {
      notes = [{ role: 'user', content: text }];
      recent = recent.slice(-2);
      console.log(`Compacted: ${old.length} messages are one now.`);
    }
  }
  const choice = await post([persona, ...notes, ...recent, { role: 'user', content }]);
  if (choice === undefined) throw new Error('no answer');
  const reply = choice.message.content ?? '';
  recent.push({ role: 'user', content }, { role: 'assistant', content: reply });
  console.log(reply);
}
