// fails: survives-failure
// A failed summary loses the earlier one.
import OpenAI from 'openai';
import type { ChatCompletionMessageParam } from 'openai/resources/chat/completions';

/** A message of the conversation itself: a turn of the user, or the reply to it. */
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

const role = 'You are a helpful travel assistant.';
/** More messages than this are compacted. */
const mark = 6;
/** The newest messages stay as they are. */
const kept = 2;

let summary: string | undefined;
let said: Said[] = [];

for (const turn of turns) {
  if (said.length > mark) await compact();

  console.log(`You: ${turn}`);
  const completion = await client.chat.completions.create({
    model,
    messages: [{ role: 'system', content: system() }, ...said, { role: 'user', content: turn }],
  });
  const reply = completion.choices[0]?.message.content ?? '';
  said.push({ role: 'user', content: turn }, { role: 'assistant', content: reply });
  console.log(`Assistant: ${reply}\n`);
}

function system(): string {
  return summary === undefined ? role : `${role}\n\nWhat was said so far:\n${summary}`;
}

/** Replaces all but the newest messages by a summary. Without a good one everything stays as it was. */
async function compact(): Promise<void> {
  const old = said.slice(0, -kept);
  try {
    summary = await summarize(old);
    said = said.slice(-kept);
    console.log(`(compacted ${old.length} messages)\n`);
  } catch (error) {
    summary = undefined;
    console.error(`No summary this time: ${error instanceof Error ? error.message : error}`);
  }
}

async function summarize(old: readonly Said[]): Promise<string> {
  // The earlier summary is all that is left of the beginning: without it this one would forget it.
  const lines = [
    ...(summary === undefined ? [] : [`Earlier summary: ${summary}`]),
    ...old.map(({ role: speaker, content }) => `${speaker}: ${content}`),
  ];
  const messages: ChatCompletionMessageParam[] = [
    {
      role: 'system',
      content:
        'Sum this conversation up for an assistant that goes on with it. Keep names, numbers, wishes, decisions and open questions. At most 150 words.',
    },
    { role: 'user', content: lines.join('\n') },
  ];
  const { choices } = await client.chat.completions.create({ model, messages });
  const choice = choices[0];
  const text = choice?.message.content ?? '';
  // Half a summary is worse than none: what it lacks would be lost for good.
  if (choice?.finish_reason !== 'stop') throw new Error(`finish_reason is ${choice?.finish_reason}`);
  if (text.trim() === '') throw new Error('it is empty');
  return text;
}
