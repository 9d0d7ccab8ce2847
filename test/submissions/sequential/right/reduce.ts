// A chain of promises, results instead of exceptions.
import OpenAI from 'openai';

type Result = { ok: true; text: string } | { ok: false; error: string };
type Step = (input: string) => Promise<Result>;

const client = new OpenAI();

const step =
  (name: string, content: string, ask = (input: string) => input): Step =>
  (input) =>
    client.chat.completions
      .create({
        model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
        temperature: 0,
        messages: [
          { role: 'system', content },
          { role: 'user', content: ask(input) },
        ],
      })
      .then(({ choices }) => judge(name, choices[0]));

function judge(name: string, choice: OpenAI.ChatCompletion.Choice | undefined): Result {
  const text = choice?.message.content ?? '';
  if (choice?.finish_reason === 'length') return { ok: false, error: `${name}: CUT` };
  return /\S/.test(text) ? { ok: true, text } : { ok: false, error: `${name}: EMPTY` };
}

const steps = [
  step('outline', 'You plan articles.', (topic) => `Topic: "${topic}"\nFour points at most.`),
  step('draft', 'You write articles.'),
  step('edit', 'You improve articles.'),
];

const start: Result = { ok: true, text: process.argv[2] || 'a spring morning in Kyoto' };
const end = await steps.reduce<Promise<Result>>(async (before, next) => {
  const result = await before;
  return result.ok ? next(result.text) : result;
}, Promise.resolve(start));

if (end.ok) console.log(end.text);
else {
  process.stderr.write(`${end.error}\n`);
  process.exitCode = 70;
}
