import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { launcher } from './project.ts';
import { Terminal } from './terminal.ts';
import { createWorkspace, type Workspace } from './workspace.ts';

/** A room: a folder that everybody shares, attendees who joined it, and who leads it. */
let workspace: Workspace;
let room: string;
beforeEach(() => {
  workspace = createWorkspace();
  room = workspace.file('room');
  mkdirSync(room);
});
afterEach(() => workspace.remove());

/** What the leader sees, once it says that. */
async function leaderSees(...texts: readonly (string | RegExp)[]): Promise<void> {
  await expect
    .poll(async () => {
      const { stdout } = await workspace.run(['grade', 'room', room]);
      return texts.filter((text) => !(typeof text === 'string' ? stdout.includes(text) : text.test(stdout)));
    })
    .toEqual([]);
}

test('who joined is seen: the place, the hand, and the check that does not pass', async () => {
  const joined = await workspace.run(['room', 'join', room, '--name', 'Ada {bold}']);
  expect(joined.stdout).toContain('You are in the room as Ada {bold}');
  await using terminal = new Terminal(process.execPath, [launcher, 'start', '--workshop', workspace.folder], {
    env: { AGENTLINGS_HOME: workspace.state },
  });
  await terminal.see('Welcome to Agentlings');
  terminal.press('down', 'enter');
  await terminal.see('watch on');
  terminal.press('g');
  await terminal.see('of 4 points, 1 check failed');
  terminal.press('!');
  await terminal.see('hand up');
  await terminal.see('The room sees it');
  await leaderSees(
    'Hands up:\n  Ada {bold} for',
    'at 00 Hello, model',
    /What does not pass yet.*\n +1 {2}hello-model: /,
  );
  terminal.press('!');
  await terminal.seeNo('hand up');
  await leaderSees('No hand is up.');
});

test('nobody is told anything before joining or after leaving, and a room that is gone is no trouble', async () => {
  await workspace.run(['hand', 'up']);
  expect(readdirSync(room)).toEqual([]);
  await workspace.run(['room', 'join', room, '--name', '../../evil']);
  expect(readdirSync(room)).toEqual(['__.._evil.agentlings.json']);
  rmSync(room, { recursive: true });
  const { exitCode, stdout } = await workspace.run(['hand', 'down']);
  expect([exitCode, stdout]).toEqual([0, 'Your hand is down.\n']);
  mkdirSync(room);
  await workspace.run(['hand', 'up']);
  expect(readdirSync(room)).toHaveLength(1);
  await workspace.run(['room', 'leave']);
  expect(readdirSync(room)).toEqual([]);
  await workspace.run(['hand', 'down']);
  expect(readdirSync(room)).toEqual([]);
});

test('codes that came by chat are read, too, and what is wrong in the folder is named', async () => {
  await workspace.run(['lesson', 'setup']);
  await workspace.run(['hand', 'up']);
  const code = (await workspace.run(['progress'])).stdout.split('\n')[0] ?? '';
  workspace.write(`Grace: ${code}\nAlan: ${code.slice(0, -1)}\n`, 'room', 'codes.txt');
  workspace.write('{"schema":9}', 'room', 'odd.agentlings.json');
  symlinkSync('/etc/passwd', workspace.file('room', 'link.agentlings.json'));
  execFileSync('mkfifo', [workspace.file('room', 'pipe.agentlings.json')]);
  const { stdout, exitCode } = await workspace.run(['grade', 'room', room]);
  expect(exitCode).toBe(0);
  expect(stdout).toContain('1 person in the room');
  expect(stdout).toContain('Hands up:\n  Grace');
  expect(stdout).toMatch(/Grace +1\/11 done/);
  expect(stdout).toContain('codes.txt, line 2: This is no progress code');
  expect(stdout).toContain('odd.agentlings.json is no note of a room');
  expect(stdout).toMatch(/link\.agentlings\.json .*link/);
  expect(stdout).toMatch(/pipe\.agentlings\.json .*pipe/);
});

test('a code takes progress to another machine', async () => {
  await workspace.run(['lesson', 'setup']);
  const code = (await workspace.run(['progress'])).stdout.split('\n')[0] ?? '';
  const elsewhere = { AGENTLINGS_HOME: workspace.file('elsewhere') };
  const taken = await workspace.run(['progress', code], { env: elsewhere });
  expect(taken.stdout).toContain('1 lesson or exercise is done now');
  const { stdout } = await workspace.run(['list'], { env: elsewhere });
  expect(stdout).toContain('Setup (1/2)');
  const mistyped = await workspace.run(['progress', `${code.slice(0, 5)}X`], { env: elsewhere });
  expect([mistyped.exitCode, mistyped.stderr]).toEqual([2, expect.stringContaining('no progress code')]);
});
