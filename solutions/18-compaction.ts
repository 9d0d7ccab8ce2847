import OpenAI from 'openai';
import type { ChatCompletionMessageParam } from 'openai/resources/chat/completions';

/** A message of the conversation: a turn of the user, or the reply to it. */
interface Said {
  role: 'user' | 'assistant';
  content: string;
}

const client = new OpenAI();
const model = process.env.OPENAI_MODEL ?? 'gpt-4o-mini';
const given = process.argv.slice(2);
const turns =
  given.length > 0
    ? given
    : [
        'When should I visit Japan? My name is Robin, by the way.',
        'What about budget tips?',
        'And what should I eat there?',
        'How do I get around?',
        'Which sights should I not miss?',
        'What should I pack?',
        'Is it safe to travel alone?',
        'What is my name?',
      ];

/** If there are more messages than this, the old ones are replaced. */
const mark = 6;
/** So many of the newest messages stay. */
const kept = 2;
const role = 'You are a helpful travel assistant.';

/** Prints how many messages were replaced. */
function report(replaced: number): void {
  console.log(`(compacted ${replaced} messages)\n`);
}

let said: Said[] = [];
let summary: string | undefined;

function system(): string {
  return summary === undefined ? role : `${role}\n\nWhat was said so far:\n${summary}`;
}

/** Replaces the old messages by a summary. If there is no good one, everything stays as it is. */
async function compact(): Promise<void> {
  const old = said.slice(0, -kept);
  try {
    summary = await summarize(old);
    said = said.slice(-kept);
    report(old.length);
  } catch (error) {
    console.error(`No summary this time: ${error instanceof Error ? error.message : error}`);
  }
}

async function summarize(old: readonly Said[]): Promise<string> {
  // The earlier summary is all that is left of the beginning.
  const lines = [
    ...(summary === undefined ? [] : [`Earlier summary: ${summary}`]),
    ...old.map(({ role: speaker, content }) => `${speaker}: ${content}`),
  ];
  const messages: ChatCompletionMessageParam[] = [
    {
      role: 'system',
      content:
        'Summarize this conversation for an assistant that continues it. Keep names, numbers, wishes, decisions and open questions. Write at most 150 words.',
    },
    { role: 'user', content: lines.join('\n') },
  ];
  const { choices } = await client.chat.completions.create({ model, messages });
  const choice = choices[0];
  const text = choice?.message.content ?? '';
  // Whatever half a summary leaves out is lost for good.
  if (choice?.finish_reason !== 'stop') throw new Error(`finish_reason is ${choice?.finish_reason}`);
  if (text.trim() === '') throw new Error('it is empty');
  return text;
}

for (const turn of turns) {
  if (said.length > mark) await compact();

  const completion = await client.chat.completions.create({
    model,
    messages: [{ role: 'system', content: system() }, ...said, { role: 'user', content: turn }],
  });
  const reply = completion.choices[0]?.message.content ?? '';
  said.push({ role: 'user', content: turn }, { role: 'assistant', content: reply });

  console.log(`You: ${turn}`);
  console.log(`Assistant: ${reply}\n`);
}
