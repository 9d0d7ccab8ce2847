import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runAttempt } from './attempt.ts';
import { bwrapCommand } from './bwrap.ts';
import { sandboxAvailable } from './sandbox.ts';
import type { Attempt } from './types.ts';

/** The sandbox itself: programs other than Node, so that Node's own permission model does none of the work. */
let folder: string;
let elsewhere: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'agentlings-bwrap-')));
  elsewhere = realpathSync(mkdtempSync(path.join(tmpdir(), 'agentlings-elsewhere-')));
  writeFileSync(path.join(elsewhere, 'secret'), 'canary');
});
afterEach(() => {
  for (const each of [folder, elsewhere]) rmSync(each, { recursive: true, force: true });
});

function inside(script: string): string {
  const [command = '', ...args] = [...bwrapCommand(folder), 'sh', '-c', script];
  return spawnSync(command, args, { encoding: 'utf8' }).stdout;
}

describe.runIf(sandboxAvailable('bwrap'))('bwrap', () => {
  test('a program sees no file of its user, and writes to its own folder only', () => {
    expect(inside(`cat ${elsewhere}/secret; ls -A ${homedir()} ${path.dirname(elsewhere)}`)).not.toMatch(
      /canary|agentlings-elsewhere/,
    );
    inside('echo mine > here; echo theirs > /usr/agentlings-test; echo theirs > /tmp/agentlings-bwrap-test');
    expect(readFileSync(path.join(folder, 'here'), 'utf8')).toBe('mine\n');
    expect(existsSync('/usr/agentlings-test') || existsSync('/tmp/agentlings-bwrap-test')).toBe(false);
  });

  test('it sees no process but its own', () => {
    const seen = inside('cd /proc && echo [0-9]*').trim().split(' ');
    expect(seen).not.toContain(String(process.pid));
    expect(seen.length).toBeLessThan(5);
  });

  const attempt = (source: string, limits = {}): Promise<Attempt> => {
    const file = path.join(folder, 'exercise.ts');
    writeFileSync(file, source);
    return runAttempt({
      file,
      limits: { seconds: 10, memoryMiB: 256, outputKiB: 64, requests: 5, ...limits },
      sandbox: 'bwrap',
      seed: 's',
      knowledge: [],
    });
  };

  test('submissions run, talk to the endpoint, and end as they do without it', async () => {
    const models = await attempt(
      "import OpenAI from 'openai';\nfor await (const model of new OpenAI().models.list()) console.log(model.id);",
    );
    expect(models).toMatchObject({ outcome: 'exited', stdout: expect.stringContaining('gpt-4o-mini') });
    expect(await attempt("throw new TypeError('no');")).toMatchObject({
      outcome: 'crashed',
      message: expect.stringContaining('TypeError: no'),
    });
    expect(await attempt('for (;;);', { seconds: 1 })).toMatchObject({ outcome: 'timeout' });
    expect(await attempt('const all = []; for (;;) all.push(Buffer.alloc(1e7, 1));')).toMatchObject({
      outcome: 'memory',
    });
  });
});
