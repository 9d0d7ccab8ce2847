import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { expect, test } from 'vitest';
import { leftMs } from './time-limit.ts';
import { treeCpuMs, waitedMs } from './tree.ts';

test.each([
  ['half way', { wall: 5_000, waited: 0, cpu: 300 }, 5_000],
  ['a program that hangs on an idle machine', { wall: 10_000, waited: 3, cpu: 200 }, 0],
  ['one that hangs on a machine as busy as most', { wall: 10_000, waited: 2_500, cpu: 200 }, 0],
  ['one that others kept from running', { wall: 10_000, waited: 6_000, cpu: 900 }, 6_000],
  ['one that was kept from it for ever', { wall: 40_000, waited: 39_000, cpu: 900 }, 0],
  ['an endless loop beside others', { wall: 10_000, waited: 6_000, cpu: 2_000 }, 0],
  ['a fork bomb, whose children keep it from running', { wall: 10_000, waited: 9_000, cpu: 15_000 }, 0],
])('%s', (_what, times, left) => {
  expect(leftMs(10_000, times)).toBe(left);
});

test.runIf(process.platform === 'linux')(
  'a process tells how long it computed, with its children',
  async () => {
    const burn = 'const end = process.cpuUsage().user + 300_000; while (process.cpuUsage().user < end);';
    const parent = `require('child_process').execFileSync(process.execPath, ['-e', ${JSON.stringify(burn)}]); console.log(1); setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ['-e', parent]);
    const { pid = 0 } = child;
    await once(child.stdout, 'data');
    expect(treeCpuMs(pid)).toBeGreaterThanOrEqual(300);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect([treeCpuMs(pid), waitedMs(pid)]).toEqual([0, 0]);
  },
);

test.runIf(existsSync('/proc/self/schedstat'))('a process tells how long it waited for a core', async () => {
  // Two for each core: half of them wait.
  const loops = Array.from({ length: 2 * availableParallelism() }, () =>
    spawn(process.execPath, ['-e', 'for (;;);']),
  );
  try {
    const waited = () => Math.max(...loops.map(({ pid = 0 }) => waitedMs(pid)));
    await expect.poll(waited).toBeGreaterThan(100);
  } finally {
    for (const loop of loops) loop.kill('SIGKILL');
  }
});
