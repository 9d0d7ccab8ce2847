// Counts with what the responses reported: closer than the rule, so it keeps more.
import OpenAI from 'openai';

const client = new OpenAI();
const [limit = '180', system = 'You know every garden in town.', ...given] = process.argv.slice(2);
const budget = Number(limit);
const turns =
  given.length > 0
    ? given
    : ['Hello. When is spring?', 'And autumn?', 'What do I eat?', 'What do I wear?', 'Where do I sleep?'];

const guess = (text: string) => Math.ceil(Buffer.byteLength(text) / 2) + 5;

interface Turn {
  user: string;
  assistant: string;
  /** Tokens of both messages: the reply's are known, the question's are guessed. */
  tokens: number;
}

const past: Turn[] = [];
for (const user of turns) {
  const fixed = 3 + guess(system) + guess(user);
  if (fixed > budget) {
    console.error(`over budget: ${user.slice(0, 20)}`);
    process.exit(2);
  }
  let from = past.length;
  let used = fixed;
  for (; from > 0; from -= 1) {
    used += past[from - 1]?.tokens ?? 0;
    if (used > budget) break;
  }
  const window = past.slice(from);
  const completion = await client.chat.completions.create({
    model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
    messages: [
      { role: 'system', content: system },
      ...window.flatMap((turn) => [
        { role: 'user' as const, content: turn.user },
        { role: 'assistant' as const, content: turn.assistant },
      ]),
      { role: 'user', content: user },
    ],
  });
  const assistant = completion.choices[0]?.message.content ?? '';
  const byRule = guess(user) + guess(assistant);
  const reported = guess(user) + (completion.usage?.completion_tokens ?? byRule) + 5;
  past.push({ user, assistant, tokens: Math.min(byRule, reported) });
  console.log(assistant);
  if (from > 0) console.log(`Dropped: ${from * 2} messages, ${window.length * 2} sent`);
}
