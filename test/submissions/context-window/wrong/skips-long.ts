// fails: whole-pairs
// Leaves out a long pair and takes older ones.
import OpenAI from 'openai';
import type { ChatCompletionMessageParam } from 'openai/resources/chat/completions';

/** A turn of the user and the reply to it: they stay together. */
interface Pair {
  readonly user: string;
  readonly assistant: string;
}

const client = new OpenAI();
const model = process.env.OPENAI_MODEL ?? 'gpt-4o-mini';
const budget = Number(process.argv[2] ?? 220);
const system = process.argv[3] ?? 'You are a helpful travel assistant.';
const given = process.argv.slice(4);
const turns =
  given.length > 0
    ? given
    : [
        'My name is Robin. When should I visit Japan?',
        'What about budget tips?',
        'And what should I eat there?',
        'How do I get around?',
        'What should I pack?',
        'What is my name?',
      ];

/** A safe guess of a message's tokens: real tokenizers need fewer for nearly all texts. */
function cost(text: string): number {
  return Math.ceil(Buffer.byteLength(text) / 2) + 5;
}

/** The newest pairs that fit beside what must be sent, oldest first; `undefined` when not even that fits. */
function windowFor(turn: string, pairs: readonly Pair[]): readonly Pair[] | undefined {
  let used = 3 + cost(system) + cost(turn);
  if (used > budget) return undefined;
  const window: Pair[] = [];
  for (const pair of [...pairs].reverse()) {
    used += cost(pair.user) + cost(pair.assistant);
    // An older pair may be shorter, but a conversation with a gap makes no sense.
    if (used > budget) {
      used -= cost(pair.user) + cost(pair.assistant);
      continue;
    }
    window.unshift(pair);
  }
  return window;
}

function messagesOf({ user, assistant }: Pair): ChatCompletionMessageParam[] {
  return [
    { role: 'user', content: user },
    { role: 'assistant', content: assistant },
  ];
}

const pairs: Pair[] = [];
for (const turn of turns) {
  const window = windowFor(turn, pairs);
  if (window === undefined) {
    console.error(`This turn doesn't fit into the budget of ${budget} tokens: ${turn.slice(0, 60)}`);
    process.exitCode = 1;
    break;
  }
  console.log(`You: ${turn}`);
  const completion = await client.chat.completions.create({
    model,
    messages: [
      { role: 'system', content: system },
      ...window.flatMap(messagesOf),
      { role: 'user', content: turn },
    ],
  });
  const reply = completion.choices[0]?.message.content ?? '';
  console.log(`Assistant: ${reply}`);
  const dropped = 2 * (pairs.length - window.length);
  const said = dropped > 0 ? `, dropped ${dropped}` : '';
  console.log(`  (${completion.usage?.prompt_tokens} of ${budget} prompt tokens${said})\n`);
  pairs.push({ user: turn, assistant: reply });
}
