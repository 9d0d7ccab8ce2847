import { existsSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { launcher } from './project.ts';
import { Terminal } from './terminal.ts';
import { createWorkspace, type Workspace } from './workspace.ts';

let workspace: Workspace;
beforeEach(() => {
  workspace = createWorkspace();
});
afterEach(() => workspace.remove());

test('the doctor tries everything, from Node to an answer of the model', async () => {
  const { stdout, exitCode } = await workspace.run(['doctor']);
  expect(exitCode).toBe(0);
  expect(stdout).toContain(`Node        ${process.version} on ${process.platform}`);
  for (const name of ['packages', 'sandbox', 'machine', 'progress', 'exercises', 'watcher', 'loopback']) {
    expect(stdout).toMatch(new RegExp(`^(ok|note) +${name} `, 'm'));
  }
  expect(stdout).toMatch(/^ok +model call +the simulated model answered in \d+ ms/m);
  expect(stdout).toMatch(/^ok +grade +hello-model was graded in \d+ ms/m);
  expect(stdout).toMatch(/^ok +playground +answered in \d+ ms/m);
  expect(stdout).toContain('Everything works.');
});

test('nothing in it is secret: keys are masked, and so are the user and password of a proxy', async () => {
  const { stdout } = await workspace.run(['doctor'], {
    env: {
      OPENAI_API_KEY: 'sk-canary-4f71-not-to-be-shown',
      HTTPS_PROXY: 'http://mira:canary-pw@proxy.example:8080',
      HOME: workspace.folder,
    },
  });
  expect(stdout).toContain('OPENAI_API_KEY=sk-…hown');
  expect(stdout).toContain('HTTPS_PROXY=http://…@proxy.example:8080');
  expect(stdout).not.toContain('canary');
  expect(stdout).toContain('~/exercises is writable');
  expect(stdout).not.toContain(workspace.folder);
});

test('a folder that cannot be written to is a problem, with what to do, and exit status 1', async () => {
  const blocked = workspace.file('exercises', '00-hello-model', 'README.md', 'state');
  const { stdout, exitCode } = await workspace.run(['doctor'], { env: { AGENTLINGS_HOME: blocked } });
  expect(exitCode).toBe(1);
  expect(stdout).toMatch(/^PROBLEM +progress +ENOTDIR/m);
  expect(stdout).toMatch(/1 problem. What to do:\n[\s\S]*- progress: Make the folder/);
});

test('a temporary folder that is missing is a problem, and stays missing', async () => {
  const missing = workspace.file('no-such-folder');
  const env = { TMPDIR: missing, TEMP: missing, TMP: missing };
  const { stdout, exitCode } = await workspace.run(['doctor'], { env });
  expect(exitCode).toBe(1);
  expect(stdout).toMatch(/^PROBLEM +temporary /m);
  expect(stdout).toMatch(/- temporary: [\s\S]+Create it, or have TMPDIR/);
  expect(existsSync(missing)).toBe(false);
});

test('in a terminal it says what the screen is drawn on, down to a window that is too small', async () => {
  await using terminal = new Terminal(
    process.execPath,
    [launcher, 'doctor', '--workshop', workspace.folder],
    {
      columns: 50,
      rows: 60,
      env: { AGENTLINGS_HOME: workspace.state },
    },
  );
  await terminal.see('TERM xterm-256color');
  await terminal.see('50 columns, 60 rows');
  await terminal.see('你好');
  await terminal.see('- size: The screen needs 60 columns');
  expect(await terminal.exit).toEqual({ exitCode: 0, signal: 0 });
});
