import { mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { testKnowledge } from '../model/simulated/knowledge.fixture.ts';
import { runAttempt } from './attempt.ts';

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'agentlings-locks-test-')));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** What each way says: `open` where nothing stopped it, or the refusal's code. */
async function tried(ways: Readonly<Record<string, string>>, imports = ''): Promise<unknown> {
  const file = path.join(folder, 'exercise.ts');
  const calls = Object.entries(ways).map(([name, code]) => `${JSON.stringify(name)}: () => { ${code} }`);
  const text = `${imports}
const said: Record<string, string> = {};
for (const [name, way] of Object.entries({ ${calls.join(',\n')} })) {
  try { way(); said[name] = 'open'; } catch (error) { said[name] = error.code; }
}
console.log(JSON.stringify(said));`;
  writeFileSync(file, text);
  const limits = { seconds: 40, memoryMiB: 256, outputKiB: 256, requests: 20 };
  const { outcome, stdout, stderr } = await runAttempt({
    file,
    limits,
    sandbox: 'permission',
    seed: 's',
    knowledge: testKnowledge,
  });
  expect(outcome, stderr).toBe('exited');
  return JSON.parse(stdout);
}

/** The same refusal for each of them. */
function refused(ways: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.keys(ways).map((name) => [name, 'ERR_ACCESS_DENIED']));
}

test('a program can have nothing written elsewhere by Node or V8 itself, however it got hold of them', async () => {
  const elsewhere = path.join(folder, 'elsewhere');
  const ways = {
    report: `process.report.writeReport('${elsewhere}')`,
    flags: "v8.setFlagsFromString('--trace-turbo')",
    'flags, named import': "setFlagsFromString('--prof')",
    'flags, required': "createRequire(import.meta.url)('v8').setFlagsFromString('--prof')",
    'flags, built in': "process.getBuiltinModule('node:v8').setFlagsFromString('--prof')",
    snapshot: "v8.writeHeapSnapshot('heap')",
    'snapshot at the limit': 'v8.setHeapSnapshotNearHeapLimit(1)',
    trace: "createTracing({ categories: ['v8'] }).enable()",
    inspector: 'inspector.open(0)',
  };
  const imports = `import v8, { setFlagsFromString } from 'node:v8';
import { createRequire } from 'node:module';
import { createTracing } from 'node:trace_events';
import inspector from 'node:inspector';`;
  expect(await tried(ways, imports)).toEqual(refused(ways));
  expect(readdirSync(folder)).toEqual(['exercise.ts']);
});

test('a program changes no priority but its own', async () => {
  const ways = {
    parent: 'os.setPriority(process.ppid, 19)',
    'parent, named import': 'setPriority(process.ppid, 19)',
    neighbour: 'os.setPriority(process.pid + 1, 19)',
  };
  const own = {
    own: 'os.setPriority(1)',
    'own by id': 'os.setPriority(process.pid, 1)',
    zero: 'os.setPriority(0, 2)',
  };
  const imports = "import os, { setPriority } from 'node:os';";
  expect(await tried({ ...ways, ...own }, imports)).toEqual({
    ...refused(ways),
    own: 'open',
    'own by id': 'open',
    zero: 'open',
  });
});

test.runIf(process.platform !== 'win32')(
  'SIGUSR1 opens no inspector in a program and does not end it',
  async () => {
    const ways = {
      itself:
        "process.kill(process.pid, 'SIGUSR1'); Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300)",
    };
    expect(await tried(ways)).toEqual({ itself: 'open' });
  },
);
