// A state that is never changed, a summary as a pair of messages, and a second try at once.
import OpenAI from 'openai';
import type { ChatCompletionMessageParam as Message } from 'openai/resources/chat/completions';

interface State {
  readonly summary: readonly Message[];
  readonly turns: readonly (readonly [Message, Message])[];
}

const client = new OpenAI();
const model = process.env.OPENAI_MODEL ?? 'gpt-4o-mini';
const system: Message = { role: 'system', content: 'You are a kind guide. Answer in two sentences.' };

const complete = async (messages: Message[]) => {
  const { choices } = await client.chat.completions.create({ model, messages });
  return { text: choices[0]?.message.content ?? '', finish: choices[0]?.finish_reason };
};

async function summaryOf(state: State, tries = 2): Promise<string | undefined> {
  if (tries === 0) return undefined;
  const old = state.turns.slice(0, -1).flat();
  const messages: Message[] = [
    { role: 'system', content: 'Write down what must not be forgotten of the conversation below.' },
    ...state.summary,
    ...old,
    { role: 'user', content: 'Now write it down.' },
  ];
  const answer = await complete(messages).catch(() => undefined);
  const good = answer?.finish === 'stop' && answer.text.trim() !== '';
  return good ? answer.text : summaryOf(state, tries - 1);
}

async function compacted(state: State): Promise<State> {
  const text = await summaryOf(state);
  if (text === undefined) return state;
  console.log(`${(state.turns.length - 1) * 2} messages were compacted`);
  return {
    summary: [
      { role: 'user', content: `Remember this:\n${text}` },
      { role: 'assistant', content: 'I will.' },
    ],
    turns: state.turns.slice(-1),
  };
}

async function talk(before: State, [next, ...later]: readonly string[]): Promise<void> {
  if (next === undefined) return;
  const state = before.turns.length > 3 ? await compacted(before) : before;
  const user: Message = { role: 'user', content: next };
  const { text } = await complete([system, ...state.summary, ...state.turns.flat(), user]);
  console.log(`> ${next}\n${text}`);
  await talk({ ...state, turns: [...state.turns, [user, { role: 'assistant', content: text }]] }, later);
}

const args = process.argv.slice(2);
const own = [
  'I live in Bergen. Where to?',
  'When?',
  'How?',
  'What to eat?',
  'What to pack?',
  'Where do I live?',
];
await talk({ summary: [], turns: [] }, args.length > 0 ? args : own);
