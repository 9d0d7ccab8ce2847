import { execa } from 'execa';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { launcher } from './project.ts';
import { Terminal } from './terminal.ts';
import { createWorkspace, type Workspace } from './workspace.ts';

/** What the screen can do, in linear text: found by words, checked at every save, and left again. */
let workspace: Workspace;
beforeEach(() => {
  workspace = createWorkspace();
});
afterEach(() => workspace.remove());

const submission = ['exercises', '01-single-turn', 'exercise.ts'] as const;

function plain(): Terminal {
  return new Terminal(process.execPath, [launcher, 'start', '--plain', '--workshop', workspace.folder], {
    columns: 100,
    rows: 40,
    cwd: workspace.folder,
    env: { AGENTLINGS_HOME: workspace.state },
  });
}

test('every save is checked until Enter, and what is typed then is the next command', async () => {
  await using terminal = plain();
  await terminal.see('agentlings>');
  terminal.press(...'watch single-turn', 'enter');
  await terminal.see('every save is graded');
  workspace.write('console.log("nothing asked");\n', ...submission);
  await terminal.see(/✗ single-turn/);
  workspace.write(workspace.read('solutions', '01-single-turn.ts'), ...submission);
  await terminal.see(/✓ single-turn/);
  terminal.press(...'next', 'enter');
  await terminal.see('How this workshop works. Read it with: lesson setup');
  terminal.press(...'quit', 'enter');
  expect(await terminal.exit).toMatchObject({ exitCode: 0 });
});

test('Ctrl-C ends the watching and not the session', async () => {
  await using terminal = plain();
  await terminal.see('agentlings>');
  terminal.press(...'watch 1', 'enter');
  await terminal.see('every save is graded');
  terminal.press('ctrl-c');
  await terminal.see(/agentlings> *$/m);
  terminal.press(...'quit', 'enter');
  expect(await terminal.exit).toMatchObject({ exitCode: 0 });
});

test('as a command it watches until it is interrupted', async () => {
  const watching = execa(
    process.execPath,
    [launcher, 'watch', 'single-turn', '--workshop', workspace.folder],
    { env: { AGENTLINGS_HOME: workspace.state }, reject: false, timeout: 60_000 },
  );
  let said = '';
  watching.stdout.on('data', (data) => {
    said += String(data);
  });
  const seen = (text: string) => expect.poll(() => said, { timeout: 60_000 }).toContain(text);
  await seen('every save is graded');
  workspace.write(workspace.read('solutions', '01-single-turn.ts'), ...submission);
  await seen('✓ single-turn');
  watching.kill('SIGINT');
  expect(await watching).toMatchObject({ exitCode: 0 });
  expect((await workspace.run(['list'])).stdout).toMatch(
    /single-turn +Single turn: (\d+) of \1 points, passed/,
  );
});

test('words are found in lessons and tasks, and unknown ones said to be nowhere', async () => {
  const { stdout, exitCode } = await workspace.run(['search', 'finish_reason']);
  expect(exitCode).toBe(0);
  expect(stdout).toContain('Streaming (lesson streaming)');
  expect(stdout).toContain('Parameters (task parameters)');
  expect(await workspace.run(['search', 'no', 'such', 'words', 'here'])).toMatchObject({
    exitCode: 1,
    stdout: 'Nothing has "no such words here" in it.\n',
  });
});

test('the editor gets the file and the line', async () => {
  const env = { VISUAL: '', EDITOR: 'echo edits', TERM_PROGRAM: '' };
  const { stdout } = await workspace.run(['edit', '1', '12'], { env });
  expect(stdout).toContain(`edits ${workspace.file(...submission)}`);
  expect((await workspace.run(['edit', '1', 'twelve'], { env })).exitCode).toBe(2);
});
