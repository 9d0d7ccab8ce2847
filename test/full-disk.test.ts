import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { launcher, root } from './project.ts';
import { Terminal } from './terminal.ts';
import { createWorkspace, type Workspace } from './workspace.ts';

/** A learner passes on a disk that takes nothing. Nothing of it is lost while the program runs, and everything says so. */
let workspace: Workspace;
beforeEach(() => {
  workspace = createWorkspace();
});
afterEach(() => workspace.remove());

const disk = pathToFileURL(path.join(root, 'test', 'full-disk.fixture.mjs')).href;

function start(): Terminal {
  const args = ['--import', disk, launcher, 'start', '--workshop', workspace.folder];
  return new Terminal(process.execPath, args, {
    columns: 60,
    rows: 18,
    env: { AGENTLINGS_HOME: workspace.state },
  });
}

test.each([
  ['ENOSPC', 'the disk is full'],
  ['EROFS', 'a read-only disk'],
  ['EACCES', 'no right to write'],
] as const)(
  '%s: checks, list and title agree, and it is saved as soon as that works',
  async (code, words) => {
    writeFileSync(`${workspace.state}.refuses`, code);
    workspace.write(
      workspace.read('solutions', '01-single-turn.ts'),
      'exercises',
      '01-single-turn',
      'exercise.ts',
    );
    await using terminal = start();
    await terminal.see('How this workshop works');
    terminal.press(':', ...'01', 'enter');
    await terminal.see('[Task]');
    terminal.press('g');
    await terminal.see('All checks pass');
    await terminal.see(new RegExp(`^ Not saved, ${words}.*before you quit\\.$`, 'm'));
    expect(terminal.rows()[0]).toContain('not saved');
    terminal.press('escape');
    await terminal.see(/01 Single turn +passed/);
    expect(terminal.rows()[0]).toContain('not saved');
    terminal.press('q');
    await terminal.see('Quit anyway?');
    expect(existsSync(path.join(workspace.state, 'progress.json'))).toBe(false);
    terminal.press('n');
    await terminal.seeNo('Quit anyway?');
    rmSync(`${workspace.state}.refuses`);
    terminal.press('q');
    expect(await terminal.exit).toEqual({ exitCode: 0, signal: 0 });
    expect(readFileSync(path.join(workspace.state, 'progress.json'), 'utf8')).toContain('"single-turn"');
  },
);
