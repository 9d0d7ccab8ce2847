import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { testKnowledge } from '../../src/model/simulated/knowledge.fixture.ts';
import { runAttempt } from '../../src/runner/attempt.ts';
import { defaultSandbox } from '../../src/runner/sandbox.ts';
import { StandbyPool } from '../../src/runner/standby.ts';
import { root } from '../project.ts';

/** What a number of attempts took, in milliseconds for each. */
export interface AttemptCost {
  readonly wallMs: number;
  /** CPU time of this process and its children; `undefined` where the system doesn't tell it. */
  readonly cpuMs?: number;
}

const limits = { seconds: 60, memoryMiB: 512, outputKiB: 1024, requests: 200 };

/** Runs the solution with one request so many times, some side by side. */
export async function attemptCost(times: number, sideBySide: number): Promise<AttemptCost> {
  const standby = new StandbyPool();
  const sandbox = defaultSandbox();
  const one = (seed: string) =>
    runAttempt({
      file: path.join(root, 'solutions', '00-hello-model.ts'),
      limits,
      sandbox,
      seed,
      knowledge: testKnowledge,
      standby,
    });
  await one('warm-up');
  const [began, cpu] = [performance.now(), cpuMs()];
  let next = 0;
  const work = async () => {
    while (next < times) {
      next += 1;
      const { outcome } = await one(String(next));
      if (outcome !== 'exited') throw new Error(`The solution ended as ${outcome}.`);
    }
  };
  await Promise.all(Array.from({ length: sideBySide }, work));
  const after = cpuMs();
  standby.close();
  return {
    wallMs: (performance.now() - began) / times,
    cpuMs: cpu === undefined || after === undefined ? undefined : (after - cpu) / times,
  };
}

/** Of this process and of all its children that have ended: fields 14 to 17 of proc(5), in clock ticks. */
function cpuMs(): number | undefined {
  if (process.platform !== 'linux') return undefined;
  const stat = readFileSync('/proc/self/stat', 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = fields.slice(11, 15).reduce((sum, each) => sum + Number(each), 0);
  const perSecond = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));
  return (ticks * 1000) / perSecond;
}

/** As many as the engine runs at once. */
export const many = 6 * availableParallelism();
