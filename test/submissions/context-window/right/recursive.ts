// Functional, chatty, max_completion_tokens.
import OpenAI from 'openai';

type Said = { readonly role: 'system' | 'user' | 'assistant'; readonly content: string };
const client = new OpenAI();
const [first, second, ...rest] = process.argv.slice(2);
const budget = Number(first ?? 170);
const system: Said = { role: 'system', content: second ?? 'You love lists.' };
const turns =
  rest.length > 0
    ? rest
    : ['Hello. When is spring?', 'And autumn?', 'What do I eat?', 'What do I wear?', 'Where do I sleep?'];

const price = (list: readonly Said[]): number =>
  list.reduce((sum, said) => sum + Math.ceil(Buffer.from(said.content).length / 2) + 5, 3);
const slide = (history: readonly Said[], turn: Said): readonly Said[] | null =>
  price([system, ...history, turn]) <= budget
    ? history
    : history.length === 0
      ? null
      : slide(history.slice(2), turn);

let history: readonly Said[] = [];
for (const content of turns) {
  const turn: Said = { role: 'user', content };
  const kept = slide(history, turn);
  console.log('--- turn', history.length / 2 + 1);
  if (kept === null) {
    console.error(`BUDGET ${budget} EXCEEDED`);
    process.exit(1);
  }
  const { choices, usage } = await client.chat.completions.create({
    model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
    messages: [system, ...kept, turn],
    max_completion_tokens: 2000,
  });
  const reply = choices[0]?.message.content ?? '';
  console.log(reply);
  console.log('prompt tokens:', usage?.prompt_tokens);
  const lacking = history.length - kept.length;
  if (lacking) console.log('dropped', lacking, 'of', history.length);
  history = [...history, turn, { role: 'assistant', content: reply }];
}
