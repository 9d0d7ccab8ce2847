import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadWorkshop } from '../src/workshop/load.ts';
import { findLesson } from '../src/workshop/lookup.ts';
import { optionLetters } from '../src/workshop/types.ts';
import { launcher } from './project.ts';
import { sizes } from './sizes.ts';
import { Terminal } from './terminal.ts';
import { createWorkspace, smallWorkshop, type Workspace } from './workspace.ts';

/** The self-check questions of a lesson, as a learner meets them: on the screen, in the plain session, as commands. */
let workspace: Workspace;
beforeEach(() => {
  workspace = createWorkspace();
});
afterEach(() => workspace.remove());

const [first, second] = findLesson(loadWorkshop(smallWorkshop), 'setup').questions;
const options = first?.options ?? [];
const wrong = options.findIndex(({ correct }) => !correct);
const right = options.findIndex(({ correct }) => correct);

function letter(index: number): string {
  return optionLetters[index] ?? '';
}

/** The beginning of a text: enough to know it by, and short enough not to be wrapped. */
function start(text: string | undefined): string {
  return text?.split(' ').slice(0, 3).join(' ') ?? 'nothing';
}

function explanation(index: number): string {
  return start(options[index]?.explanation);
}

function open(columns: number, rows: number): Terminal {
  return new Terminal(process.execPath, [launcher, 'start', '--workshop', workspace.folder], {
    columns,
    rows,
    env: { AGENTLINGS_HOME: workspace.state },
  });
}

test.each(sizes)(
  'at %i x %i: read to the end, answer wrong, then right, quit, come back: it is there',
  async (columns, rows) => {
    {
      await using terminal = open(columns, rows);
      await terminal.see('Welcome to Agentlings');
      terminal.press('enter');
      await terminal.see('In this workshop you build programs');
      terminal.press('end');
      await terminal.see('100%');
      terminal.press('home', 'tab');
      await terminal.see(start(first?.text));
      await terminal.see('answer 1');
      terminal.press(letter(wrong));
      await terminal.see(`Wrong. ${explanation(wrong)}`);
      await terminal.see(`This is right. ${explanation(right)}`);
      terminal.press(letter(right));
      await terminal.see(`Right. ${explanation(right)}`);
      await terminal.seeNo('Wrong.');
      terminal.press('escape');
      // Where the list has no room for it, what is told of the selected lesson has.
      await terminal.see(/How this workshop works +1\/2 {2}read|1 of 2 questions answered right/);
      terminal.press('q');
      expect(await terminal.exit).toEqual({ exitCode: 0, signal: 0 });
    }
    const saved: unknown = JSON.parse(readFileSync(path.join(workspace.state, 'progress.json'), 'utf8'));
    expect(saved).toMatchObject({
      answers: { setup: { [first?.id ?? '']: { option: options[right]?.id } } },
    });
    await using again = open(columns, rows);
    await again.see('How this workshop works');
    again.press('end');
    await again.see('100%');
    // What is left to answer is at hand, and the answer given before stands above it.
    await again.see('answer 2');
    again.press('shift-tab');
    await again.see(`Right. ${explanation(right)}`);
  },
);

test('a lesson that is printed asks at its end, and tells the answers only when it is asked to', async () => {
  const asking = await workspace.run(['lesson', 'setup']);
  expect(asking.stdout).toContain('Check yourself');
  for (const option of options) expect(asking.stdout).toContain(start(option.text));
  expect(asking.stdout).not.toContain(`Right. ${explanation(right)}`);
  const telling = await workspace.run(['lesson', 'setup', '--answers']);
  expect(telling.stdout).toContain(`Wrong. ${explanation(wrong)}`);
  expect(telling.stdout).toContain(`Right. ${explanation(right)}`);
});

test('the command answer explains, asks on, and remembers; the screen knows of it', async () => {
  const failed = await workspace.run(['answer', 'setup', '1', letter(wrong)]);
  expect(failed.exitCode).toBe(0);
  expect(failed.stdout).toContain(`Wrong. ${explanation(wrong)}`);
  expect(failed.stdout).toContain(`2. ${start(second?.text)}`);
  const passed = await workspace.run(['answer', 'setup', '1', letter(right).toUpperCase()]);
  expect(passed.stdout).toContain(`Right. ${explanation(right)}`);
  expect((await workspace.run(['list'])).stdout).toMatch(/lesson +setup .*1 of 2 questions right/);
  expect((await workspace.run(['answer', 'setup'])).stdout).toContain(`Right. ${explanation(right)}`);
});

test.each([
  [['answer', 'setup', '3', 'a'], 'has 2 questions: 1 to 2'],
  [['answer', 'setup', '1', 'd'], 'Question 1 has a, b'],
  [['answer', 'setup', '1'], 'Usage: npm run workshop -- answer LESSON'],
  [['answer', 'setpu', '1', 'a'], 'Did you mean setup?'],
])('%j is answered with what there is instead', async (args, told) => {
  const { stderr, stdout, exitCode } = await workspace.run(args);
  expect([exitCode, stdout]).toEqual([2, '']);
  expect(stderr).toContain(told);
});

test('the plain session takes answers too', async () => {
  const { stdout, exitCode } = await workspace.run(['start', '--plain'], {
    input: `answer setup 1 ${letter(wrong)}\nanswer setup 1 ${letter(right)}\nlist\nquit\n`,
  });
  expect(exitCode).toBe(0);
  expect(stdout).toContain(`Wrong. ${explanation(wrong)}`);
  expect(stdout).toContain(`Right. ${explanation(right)}`);
  expect(stdout).toContain('1 of 2 questions right');
});

test('answers to questions that no lesson asks any more are no trouble', async () => {
  await workspace.run(['answer', 'setup', '1', letter(right)]);
  const lesson = workspace.read('lessons', 'setup', 'setup.md');
  workspace.write(
    lesson.replace(first?.text ?? 'nothing', 'Is this another question?'),
    'lessons',
    'setup',
    'setup.md',
  );
  const { stdout, exitCode } = await workspace.run(['answer', 'setup']);
  expect(exitCode).toBe(0);
  expect(stdout).toContain('Is this another question?');
  expect(stdout).toContain('0 of 2 answered right');
});
