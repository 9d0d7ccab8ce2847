import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runAttempt } from './attempt.ts';
import { memoryByPs, treeMemory } from './tree.ts';

/** What a submission starts must die with it, however well it hides. Real processes, told by their ids. */
let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'agentlings-survivors-test-')));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const limits = { seconds: 5, memoryMiB: 256, outputKiB: 256, requests: 20 };
const isLinux = process.platform === 'linux';

function write(name: string, text: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, text);
  return file;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  return !isLinux || !/^\d+ \(.*\) [ZX]/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
}

/** Leaves its session, its parents, its environment, its folder and its pipes; its id is left in the file `$0`. */
const hidden = `import { spawn } from 'node:child_process';
  import { existsSync, readFileSync } from 'node:fs';
  const [file = ''] = process.argv.slice(2);
  spawn('setsid', ['sh', '-c', 'echo $$ > "$0.new" && mv "$0.new" "$0" && exec sleep 60', file],
    { env: { PATH: process.env.PATH }, stdio: 'ignore', detached: true, cwd: '/' }).unref();
  const wait = () => existsSync(file) && readFileSync(file, 'utf8') !== '' ? after() : void setTimeout(wait, 5);
  wait();`;

describe.runIf(isLinux && existsSync('/usr/bin/prlimit') && existsSync('/usr/bin/setsid'))('hidden', () => {
  test.each([
    ['ends by itself', 'function after() { process.exit(0); }', 'exited'],
    ['is stopped', 'function after() { for (;;); }', 'timeout'],
  ])(
    'a process without any trace of its parents dies when the submission %s',
    async (_how, after, outcome) => {
      const pidFile = path.join(folder, 'pid');
      const result = await runAttempt({
        file: write('exercise.ts', `${hidden}\n${after}`),
        args: [pidFile],
        limits: { ...limits, seconds: 2 },
        sandbox: 'none',
        seed: 's',
        knowledge: [],
      });
      expect(result.outcome).toBe(outcome);
      const pid = Number(readFileSync(pidFile, 'utf8'));
      expect(pid).toBeGreaterThan(0);
      expect(isAlive(pid)).toBe(false);
    },
  );
});

test.skipIf(process.platform === 'win32').each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
  '%s ends the runner, and takes the submission, its children and its folder along',
  async (signal) => {
    const exercise = write(
      'exercise.ts',
      `import { spawn } from 'node:child_process';
      console.log(JSON.stringify([process.pid, spawn('sleep', ['60']).pid, process.cwd()]));`,
    );
    const options = {
      file: exercise,
      limits: { ...limits, seconds: 60 },
      sandbox: 'none',
      seed: 's',
      knowledge: [],
    };
    const script = write(
      'runner.mts',
      `import { runAttempt } from ${JSON.stringify(path.join(import.meta.dirname, 'attempt.ts'))};
      await runAttempt({ ...${JSON.stringify(options)}, onEvent: (event) => {
        if (event.type !== 'output') return;
        process.stdout.write(event.text);
        process.kill(process.pid, ${JSON.stringify(signal)});
      } });`,
    );
    const runner = spawn(process.execPath, ['--import', 'tsx', script], {
      cwd: path.dirname(import.meta.dirname),
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    runner.stdout.on('data', (part) => {
      output += part;
    });
    const ended = await new Promise((resolve) => runner.once('close', (_code, how) => resolve(how)));
    expect(ended).toBe(signal);
    const [pid, child, cwd] = JSON.parse(output) as [number, number, string];
    await expect.poll(() => [isAlive(pid), isAlive(child)]).toEqual([false, false]);
    expect(existsSync(cwd)).toBe(false);
  },
);

test.skipIf(process.platform === 'win32')(
  'memory counts children, whichever thread started them',
  async () => {
    const inThread = `const { spawn } = require('node:child_process');
    spawn(process.execPath, ['-e', 'const all = Buffer.alloc(1.5e8, 1); console.log("ready"); setInterval(() => all, 1e3)'],
      { stdio: ['pipe', 'inherit', 'inherit'] });`;
    const parent = spawn(
      process.execPath,
      ['-e', `new (require('node:worker_threads').Worker)(${JSON.stringify(inThread)}, { eval: true })`],
      { stdio: ['ignore', 'pipe', 'inherit'], detached: true },
    );
    const { pid = 0 } = parent;
    try {
      await new Promise((resolve) => parent.stdout.once('data', resolve));
      expect(await treeMemory(pid)).toBeGreaterThan(1.5e8);
      expect(await memoryByPs(pid)).toBeGreaterThan(1.5e8);
    } finally {
      process.kill(-pid, 'SIGKILL');
    }
  },
);
