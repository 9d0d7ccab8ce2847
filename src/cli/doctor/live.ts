import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runAttempt } from '../../runner/attempt.ts';
import { removeFolderNow } from '../../runner/remove-folder.ts';
import { defaultSandbox } from '../../runner/sandbox.ts';
import { surroundingsText } from '../../runner/surroundings.ts';
import type { Attempt } from '../../runner/types.ts';
import { defaultLimits } from '../../workshop/types.ts';
import { type Finding, ok, problem, remark } from './finding.ts';
import { homeAsTilde } from './machine.ts';

/** How long an event may take before it counts as lost. */
const watchMs = 3_000;

/**
 * Whether saves are noticed at once on the disk where the exercises are.
 * @param folder absolute path; a file is made in it and removed again
 */
export async function watcherFinding(folder: string): Promise<Finding> {
  let probe: string;
  try {
    mkdirSync(folder, { recursive: true });
    probe = mkdtempSync(path.join(folder, '.doctor-'));
  } catch {
    return problem('watcher', 'not tried: the folder is not writable', 'Make the folder writable first.');
  }
  try {
    const took = await timeToNotice(probe);
    if (took !== undefined) return ok('watcher', `a save is noticed after ${Math.round(took)} ms`);
    return remark(
      'watcher',
      'saves are not reported here (a network disk, or a container?)',
      'Saves are looked for twice a second instead. With the project on a local disk they are noticed at once.',
    );
  } finally {
    rmSync(probe, { recursive: true, force: true });
  }
}

async function timeToNotice(folder: string): Promise<number | undefined> {
  const { watch } = await import('chokidar');
  const watcher = watch(folder, { ignoreInitial: true, depth: 0 });
  try {
    await new Promise<void>((resolve) => watcher.once('ready', () => resolve()));
    const began = performance.now();
    return await new Promise<number | undefined>((resolve) => {
      const giveUp = setTimeout(() => resolve(undefined), watchMs);
      const done = (took: number | undefined) => {
        clearTimeout(giveUp);
        resolve(took);
      };
      watcher.on('all', () => done(performance.now() - began));
      watcher.on('error', () => done(undefined));
      writeFileSync(path.join(folder, 'saved.ts'), '// saved');
    });
  } finally {
    await watcher.close();
  }
}

/** Whether a server on this machine can be reached by this machine. */
export async function loopbackFinding(): Promise<Finding> {
  const server = createServer((socket) => socket.end());
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(0, '127.0.0.1', resolve);
    });
    return ok('loopback', '127.0.0.1 can be listened on');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return problem(
      'loopback',
      why,
      'The model endpoint needs a port on 127.0.0.1: allow it in your firewall or container.',
    );
  } finally {
    server.close();
  }
}

const program = `import OpenAI from 'openai';
const client = new OpenAI();
const completion = await client.chat.completions.create({
  model: 'gpt-4o-mini',
  messages: [{ role: 'user', content: 'Hello!' }],
});
console.log(completion.choices[0]?.message.content);
`;

/** One tiny program, run as every submission is: compiled, in the sandbox, with a request to the model endpoint. */
export async function callFinding(knowledge: readonly string[]): Promise<Finding> {
  let folder: string | undefined;
  try {
    folder = mkdtempSync(path.join(tmpdir(), 'agentlings-doctor-'));
    const file = path.join(folder, 'hello.ts');
    writeFileSync(file, program);
    const attempt = await runAttempt({
      file,
      limits: defaultLimits,
      sandbox: defaultSandbox(),
      seed: 'doctor',
      knowledge,
    });
    return ofAttempt(attempt);
  } catch (error) {
    const around = surroundingsText(error);
    if (around !== undefined) return problem('model call', 'not tried', homeAsTilde(around));
    return problem('model call', String(error), 'Run `npm ci` again. If that is no help, report this block.');
  } finally {
    if (folder !== undefined) removeFolderNow(folder);
  }
}

function ofAttempt({ outcome, message, durationMs, exchanges }: Attempt): Finding {
  const [exchange] = exchanges;
  const latency = (exchange?.response.endedAt ?? 0) - (exchange?.startedAt ?? 0);
  const answered = outcome === 'exited' && exchange?.response.state === 'completed';
  if (answered) {
    return ok(
      'model call',
      `the simulated model answered in ${Math.round(latency)} ms, the program took ${Math.round(durationMs)} ms`,
    );
  }
  const seen = homeAsTilde(message === '' ? `no answer (${outcome})` : message.replaceAll('\n', ' '));
  return problem(
    'model call',
    seen,
    'A proxy or a security program may stand between: HTTP_PROXY, HTTPS_PROXY and NODE_OPTIONS should be unset.',
  );
}
