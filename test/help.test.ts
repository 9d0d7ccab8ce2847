import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { launcher } from './project.ts';
import { sizes } from './sizes.ts';
import { Terminal } from './terminal.ts';
import { createWorkspace, type Workspace } from './workspace.ts';

/** The help ladder up to the solution, and earlier versions of the file: nothing of a learner's is ever lost. */
const exerciseFile = ['exercises', '00-hello-model', 'exercise.ts'] as const;
const mine = "console.log('my own idea');\n";
let workspace: Workspace;

beforeEach(() => {
  workspace = createWorkspace();
  workspace.write(mine, ...exerciseFile);
});
afterEach(() => workspace.remove());

function file(): string {
  return readFileSync(workspace.file(...exerciseFile), 'utf8');
}

const solution = () => workspace.read('solutions', '00-hello-model.ts');

async function openExercise(columns: number, rows: number): Promise<Terminal> {
  const terminal = new Terminal(process.execPath, [launcher, 'start', '--workshop', workspace.folder], {
    columns,
    rows,
    env: { AGENTLINGS_HOME: workspace.state },
  });
  await terminal.see('Welcome to Agentlings');
  terminal.press('down', 'enter');
  await terminal.see('Hints 0/6');
  return terminal;
}

test.each(sizes)(
  'at %i x %i: up the ladder to the solution, into the file, and back again',
  async (columns, rows) => {
    await using terminal = await openExercise(columns, rows);
    // Without the watch no verdict can take the place of what is said here.
    terminal.press('w');
    await terminal.see('watch off');
    terminal.press('g');
    await terminal.see(/grade #1 . done/);
    terminal.press('h', 'h', 'h', 'h');
    await terminal.see('Why it failed');
    await terminal.see('Sends one request');
    terminal.press('h');
    await terminal.see('my own idea');
    terminal.press('h');
    await terminal.see('Show the solution?');
    terminal.press('y');
    await terminal.see('Hints 6/6');
    await terminal.see('import OpenAI from');
    terminal.press('s');
    await terminal.see('Put the solution into your file?');
    terminal.press('y');
    await terminal.see('The solution is in your file');
    expect(file()).toBe(solution());
    terminal.press('u');
    await terminal.see('Undone: the solution of hello-model');
    expect(file()).toBe(mine);
  },
);

test('a version that passed is found in History, compared, and put back', async () => {
  workspace.write(solution(), ...exerciseFile);
  await using terminal = await openExercise(80, 24);
  terminal.press('g');
  await terminal.see('All checks pass');
  workspace.write(mine, ...exerciseFile);
  await terminal.see(/grade #2 . done/);
  terminal.press('6');
  await terminal.see(/version 2 +✗.*your file now/);
  await terminal.see(/version 1 +✓ +4\/4 points/);
  terminal.press('w', 'down', 'enter');
  await terminal.see("- console.log('my own idea');");
  terminal.press('s', 'y');
  await terminal.see('Version 1 is in your file');
  expect(file()).toBe(solution());
  await terminal.see('Your file is like this now.');
  terminal.press('u');
  await terminal.see('Undone: version 1 of hello-model');
  expect(file()).toBe(mine);
});

test('the same on the command line', async () => {
  const asked = await workspace.run(['solution', 'hello-model']);
  expect(asked.stdout).toContain('--yes');
  expect(asked.stdout).not.toContain('import OpenAI');
  expect((await workspace.run(['history', '0'])).stdout).toContain('has not been graded yet');
  expect((await workspace.run(['grade', '0'])).exitCode).toBe(1);
  const applied = await workspace.run(['solution', 'hello-model', '--yes', '--apply']);
  expect(applied.stdout).toContain('import OpenAI from');
  expect(file()).toBe(solution());
  const listed = await workspace.run(['history', '0']);
  expect(listed.stdout).toMatch(/^version 1 .* of 4 points, not passed\n$/);
  const changed = await workspace.run(['history', '0', '1', '--apply']);
  expect(changed.stdout).toContain("+ console.log('my own idea');");
  expect(file()).toBe(mine);
  await workspace.run(['undo']);
  expect(file()).toBe(solution());
  await workspace.run(['undo']);
  expect(file()).toBe(mine);
  const progress = readFileSync(path.join(workspace.state, 'progress.json'), 'utf8');
  expect(progress).toContain('solutionSeenAt');
});

test.each([
  [['history', '0', '7'], 'There is no version "7" of hello-model. There is none yet.'],
  [['history', '0', '--apply'], 'Usage: npm run workshop -- history'],
  [['solution', 'hello-mdoel'], 'Did you mean hello-model?'],
])('%j is answered with what there is instead', async (args, told) => {
  const { stderr, exitCode } = await workspace.run(args);
  expect(exitCode).toBe(2);
  expect(stderr).toContain(told);
});
