import OpenAI from 'openai';
import type { ChatCompletionMessageParam } from 'openai/resources/chat/completions';

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

/** A turn of the user and the reply to it. They stay together. */
interface Pair {
  readonly user: string;
  readonly assistant: string;
}

function messagesOf({ user, assistant }: Pair): ChatCompletionMessageParam[] {
  return [
    { role: 'user', content: user },
    { role: 'assistant', content: assistant },
  ];
}

/** A safe guess of the tokens of a request with the system message, these pairs, and this turn. */
function estimate(sent: readonly Pair[], turn: string): number {
  const texts = [system, ...sent.flatMap(({ user, assistant }) => [user, assistant]), turn];
  return texts.reduce((sum, text) => sum + Math.ceil(Buffer.byteLength(text) / 2) + 5, 3);
}

/** Prints how full the window was, and how many messages of the conversation were left out. */
function report(promptTokens: number | undefined, dropped: number): void {
  const note = dropped > 0 ? `, dropped ${dropped} messages` : '';
  console.log(`  (${promptTokens} of ${budget} prompt tokens${note})\n`);
}

/** Tells the user and the calling program that this turn can't be sent. */
function giveUp(turn: string): void {
  console.error(`This turn doesn't fit into the budget of ${budget} tokens: ${turn.slice(0, 60)}`);
  process.exitCode = 1;
}

const pairs: Pair[] = [];
for (const turn of turns) {
  // TODO: this sends the turn all the same
  if (estimate([], turn) > budget) giveUp(turn);

  // TODO: send only the newest pairs that fit, not all of them
  const sent = pairs;
  const completion = await client.chat.completions.create({
    model,
    messages: [
      { role: 'system', content: system },
      ...sent.flatMap(messagesOf),
      { role: 'user', content: turn },
    ],
  });
  const reply = completion.choices[0]?.message.content ?? '';
  console.log(`You: ${turn}`);
  console.log(`Assistant: ${reply}`);
  // TODO: report how many messages were left out
  report(completion.usage?.prompt_tokens, 0);
  pairs.push({ user: turn, assistant: reply });
}
