import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadWorkshop } from '../../workshop/load.ts';
import { allExercises } from '../../workshop/lookup.ts';
import { proveTexts } from './texts.ts';

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'agentlings-texts-')));
  put(
    'lessons/workshop.yaml',
    'title: A\nsummary: B\nchapters:\n  - id: c\n    title: C\n    items:\n      - lesson: one\n      - exercise: two\n',
  );
  put('lessons/c/one.md', lesson('## Part\n\nSee [it](exercise:two).\n'));
  put(
    'exercises/two/exercise.yaml',
    'title: T\nsummary: S\npoints: 1\nhints: [a, b, c]\nlessons: ["one#part"]\n',
  );
  put('exercises/two/README.md', 'Read [on](../../lessons/c/one.md#part).\n');
  put('exercises/two/grader.test.ts', "check('x', { lesson: 'one#part' });\n");
  put('exercises/two/.starter.ts', '');
  put('exercises/two/exercise.ts', '');
  put('solutions/two.ts', '');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function put(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  writeFileSync(path.join(folder, file), text);
}

function lesson(body: string, minutes = 1): string {
  return `---\ntitle: One\nminutes: ${minutes}\n---\n\n${body}`;
}

async function findings(): Promise<readonly string[]> {
  const workshop = loadWorkshop(folder);
  return (await proveTexts(workshop, allExercises(workshop), true)).flatMap((proof) => proof.findings);
}

test('texts that hold what they promise have no findings', async () => {
  expect(await findings()).toEqual([]);
});

test('links to no file, no section and no exercise are named', async () => {
  put(
    'lessons/c/one.md',
    lesson('## Part\n\n[a](gone.md), [b](#nowhere), [c](exercise:three), [d](https://example.com/).\n'),
  );
  expect(await findings()).toEqual([
    'lessons/c/one.md: the link gone.md leads to no file',
    'lessons/c/one.md: the link #nowhere leads to no section of that file',
    'lessons/c/one.md: the link exercise:three names an exercise that does not exist',
  ]);
});

test('a grader that sends learners to a section that is gone is named', async () => {
  put(
    'exercises/two/grader.test.ts',
    "check('x', { lesson: 'one#gone' });\ncheck('y', { lesson: 'none' });\n",
  );
  expect(await findings()).toEqual([
    'two points to one#gone: that lesson has no such section',
    'two points to none: there is no such lesson',
  ]);
});

test('a code block that does not compile is named with its line', async () => {
  const good = "```ts\nimport OpenAI from 'openai';\nconsole.log(OpenAI.name);\n```\n";
  const bad = '```ts\nconst list: string[] = [];\nconst first: string = list[0];\nconsole.log(first);\n```\n';
  put('lessons/c/one.md', lesson(`## Part\n\n${good}\n${bad}`));
  expect(await findings()).toEqual([
    "lessons/c/one.md: code block 2, line 2: Type 'string | undefined' is not assignable to type 'string'.",
  ]);
});

test('a reading time that is far off is named', async () => {
  put('lessons/c/one.md', lesson(`## Part\n\n${'word '.repeat(1000)}\n`, 12));
  expect(await findings()).toEqual(['lessons/c/one.md says 12 minutes, but about 5 are needed']);
});
