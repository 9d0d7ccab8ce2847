import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from './project.ts';
import { createWorkspace, smallWorkshop, type Workspace } from './workspace.ts';

/** Looking for copies in a room, through the real command. */
let workspace: Workspace;
const program = (...parts: readonly string[]) => readFileSync(path.join(smallWorkshop, ...parts), 'utf8');
const own = readFileSync(path.join(root, 'test', 'submissions', 'multi-turn', 'right', 'class.ts'), 'utf8');

beforeAll(() => {
  workspace = createWorkspace();
  const hand = (person: string, text: string) => workspace.write(text, 'class', person, 'multi-turn.ts');
  hand('ada', own);
  hand('bob', `// my very own work\n${own.replaceAll('messages', 'history')}`);
  hand('carl', program('exercises', '02-multi-turn', '.starter.ts'));
  hand('dora', program('solutions', '02-multi-turn.ts'));
});
afterAll(() => workspace.remove());

function similarity(...more: readonly string[]) {
  return workspace.run(['grade', 'similarity', '--submissions', workspace.file('class'), ...more]);
}

test('names who is alike and who has the solution, and writes a page and a spreadsheet', async () => {
  const page = workspace.file('similar.html');
  const sheet = workspace.file('similar.csv');
  const { stdout, exitCode } = await similarity(
    '--reporter',
    'pretty',
    '--reporter',
    `html=${page}`,
    '--reporter',
    `csv=${sheet}`,
  );
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/\d+ %\s+ada and bob/);
  expect(stdout).toContain('Like the reference solution: dora (100 %).');
  expect(stdout).not.toContain('carl');
  expect(readFileSync(page, 'utf8')).toContain('my very own work');
  expect(readFileSync(sheet, 'utf8')).toMatch(/multi-turn,ada,bob,\d+ %/);
});

test.each([
  [['--above', 'much'], '--above is how much alike'],
  [['--reporter', 'junit'], 'has no report "junit"'],
  [['no-such-exercise'], 'no-such-exercise'],
])('wrong usage %j is answered with what is right', async (more, said) => {
  const { stderr, exitCode } = await similarity(...more);
  expect(exitCode).toBe(2);
  expect(stderr).toContain(said);
});

test('a folder that is not there is said to be so', async () => {
  const { stderr, exitCode } = await workspace.run(['grade', 'similarity', '--submissions', 'nowhere']);
  expect(exitCode).toBe(2);
  expect(stderr).toContain('nowhere');
});
