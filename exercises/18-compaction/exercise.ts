import OpenAI from 'openai';

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

function compact(): void {
  const old = said.slice(0, -kept);
  // TODO: summarize the old messages before they are gone, and send the summary from now on
  // TODO: if there is no good summary, keep everything
  said = said.slice(-kept);
  report(old.length);
}

for (const turn of turns) {
  if (said.length > mark) compact();

  const completion = await client.chat.completions.create({
    model,
    messages: [{ role: 'system', content: role }, ...said, { role: 'user', content: turn }],
  });
  const reply = completion.choices[0]?.message.content ?? '';
  said.push({ role: 'user', content: turn }, { role: 'assistant', content: reply });

  console.log(`You: ${turn}`);
  console.log(`Assistant: ${reply}\n`);
}
