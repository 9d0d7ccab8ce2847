import { describe, expect, test } from 'vitest';
import { compare } from './compare.ts';
import { similarityCsv } from './csv.ts';
import { similarityPage } from './page.ts';
import { similarityText } from './text.ts';
import type { ExerciseSimilarity, Program, SimilarityReport } from './types.ts';

const starter = `import OpenAI from 'openai';

const client = new OpenAI();
const question = process.argv[2] ?? 'Where to?';

// TODO: send the question, and print the reply
console.log(client.baseURL, question);
`;

/** One way to do it. */
const withLoop = `${starter}
const messages: OpenAI.ChatCompletionMessageParam[] = [];
for (const text of process.argv.slice(2)) {
  messages.push({ role: 'user', content: text });
  const completion = await client.chat.completions.create({ model: 'm', messages });
  const [choice] = completion.choices;
  if (choice === undefined || choice.message.content === null) throw new Error('no reply');
  messages.push({ role: 'assistant', content: choice.message.content });
  if (completion.usage !== undefined) console.log(completion.usage.total_tokens + 1);
}
`;

/** Another one. */
const withFunction = `${starter}
async function ask(text: string, tries = 3): Promise<string> {
  try {
    const response = await fetch('http://localhost/v1', { method: 'POST', body: JSON.stringify({ text }) });
    return response.ok ? await response.text() : \`status \${response.status}\`;
  } catch (error) {
    while (tries > 0) return ask(text, tries - 1);
    throw error;
  }
}
ask(question).then((reply) => console.log(reply), (error) => { process.exitCode = 1; console.error(error); });
`;

function compared(programs: readonly Program[], solution = withFunction): ExerciseSimilarity {
  const task = { exerciseId: 'chat', title: 'Chat', starter, solution };
  return compare({ ...task, programs, threshold: 0.6, most: 100 });
}

function reportOf(exercise: ExerciseSimilarity): SimilarityReport {
  return { workshop: 'A workshop', threshold: 0.6, exercises: [exercise] };
}

describe('two programs', () => {
  test('are alike when names, texts, types, comments and layout are other ones', () => {
    const copied = withLoop
      .replaceAll('messages', 'verlauf')
      .replaceAll('completion', 'antwort')
      .replace(': OpenAI.ChatCompletionMessageParam[] = []', ' = [] as any')
      .replace("'no reply'", "'nothing came'")
      .replaceAll('\n  ', '\n      // and then\n      ');
    const { pairs } = compared([
      { id: 'ada', text: withLoop },
      { id: 'bob', text: copied },
    ]);
    expect(pairs).toHaveLength(1);
    expect(pairs[0]?.similarity).toBeGreaterThan(0.9);
  });

  test('are not alike when all they share is what everybody was given', () => {
    const { compared: count, pairs } = compared([
      { id: 'ada', text: withLoop },
      { id: 'bob', text: withFunction },
      { id: 'carl', text: starter },
    ]);
    expect(count).toBe(2);
    expect(pairs).toEqual([]);
  });

  test('what is alike is marked, and what was given is not', () => {
    const { pairs } = compared([
      { id: 'ada', text: withLoop },
      { id: 'bob', text: `${withLoop}\nconsole.log('done');\n` },
    ]);
    const lines = withLoop.split('\n');
    const marked = [...(pairs[0]?.left.common ?? [])].map((at) => lines[at]);
    expect(marked).toContain("  messages.push({ role: 'assistant', content: choice.message.content });");
    expect(marked).not.toContain("const question = process.argv[2] ?? 'Where to?';");
  });
});

test('who took the solution is named, and what a large class wrote alike accuses nobody', () => {
  const programs = Array.from({ length: 40 }, (_, at) => ({ id: `p${at}`, text: withLoop }));
  const { pairs, likeSolution } = compared(programs, withLoop);
  expect(pairs).toEqual([]);
  expect(likeSolution).toHaveLength(40);
  expect(likeSolution[0]).toEqual({ id: 'p0', share: 1 });
});

test('what is no program is named and keeps nobody else from being compared', () => {
  const { pairs, notes } = compared([
    { id: 'ada', text: withLoop },
    { id: 'bob', text: 'const x = {' },
    { id: 'carl', text: `${'('.repeat(50_000)}` },
    { id: 'dora', text: '' },
    { id: 'eve', text: withLoop },
  ]);
  expect(pairs.map(({ left, right }) => [left.id, right.id])).toEqual([['ada', 'eve']]);
  expect(notes.map((note) => note.split(' ')[0])).toEqual(['bob', 'carl']);
});

test('the same lines over and over cost no more than others', () => {
  const flood = `${starter}\n${'if (question === "") console.log(question + 1, [question]);\n'.repeat(3_000)}`;
  const { pairs } = compared([
    { id: 'ada', text: flood },
    { id: 'bob', text: `${flood}// mine\n` },
  ]);
  expect(pairs[0]?.similarity).toBe(1);
});

describe('reports', () => {
  const hostile = '=HYPERLINK("x")<script>alert(1)</script>\u001b[2J';
  const report = reportOf(
    compared([
      { id: hostile, text: `${withLoop}\n// </pre><script>alert(1)</script>\u001b]0;title\u0007\n` },
      { id: 'bob', text: withLoop },
    ]),
  );

  test('the page shows both programs, and nothing in it runs', () => {
    const page = similarityPage(report);
    expect(page).not.toContain('<script>');
    expect(page).not.toContain('\u001b');
    expect(page).toContain('&lt;/pre&gt;&lt;script&gt;');
    expect(page.match(/<mark>/g)?.length).toBeGreaterThan(10);
  });

  test('no cell of the spreadsheet is a formula', () => {
    expect(similarityCsv(report).split('\r\n')[1]).toMatch(/^chat,"'=HYPERLINK/);
  });

  test('the text is harmless in a terminal, fits it, and says that it is no verdict', () => {
    const text = similarityText(report, { columns: 60 });
    expect(text).not.toContain('\u001b');
    expect(text).toContain('100 %');
    expect(text).toContain('not a verdict');
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(60);
  });
});
