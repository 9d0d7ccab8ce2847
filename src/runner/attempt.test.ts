import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { testKnowledge } from '../model/simulated/knowledge.fixture.ts';
import { runAttempt } from './attempt.ts';
import { sandboxAvailable } from './sandbox.ts';
import { StandbyPool } from './standby.ts';
import type { Attempt, AttemptEvent, AttemptOptions } from './types.ts';

/** Real processes, in both ways that they can start: cold, and from one that stood by. */
let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'agentlings-runner-test-')));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** So much time that only what never ends is stopped for it, however busy the machine is. */
const limits = { seconds: 40, memoryMiB: 256, outputKiB: 256, requests: 20 };

function write(text: string, name = 'exercise.ts'): string {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

function attempt(text: string, options: Partial<AttemptOptions> = {}): Promise<Attempt> {
  return runAttempt({
    file: write(text),
    limits,
    sandbox: 'permission',
    seed: 's',
    knowledge: testKnowledge,
    ...options,
  });
}

/** Whether a process is still there; a zombie has ended. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  return process.platform !== 'linux' || !/^\d+ \(.*\) [ZX]/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
}

describe.each(['cold', 'standby'])('%s', (way) => {
  const pool = new StandbyPool();
  afterAll(() => pool.close());
  beforeAll(() => {
    if (way === 'standby') pool.prepare([limits], 'permission');
  });
  const run = (text: string, options: Partial<AttemptOptions> = {}) => {
    if (way === 'standby') pool.prepare([{ ...limits, ...options.limits }], options.sandbox ?? 'permission');
    return attempt(text, { ...options, standby: way === 'standby' ? pool : undefined });
  };

  test('a program that talks to the model: output, arguments, exchanges', async () => {
    const text = `import OpenAI from 'openai';
      const { choices, model } = await new OpenAI().chat.completions.create({
        model: process.env.OPENAI_MODEL ?? '', messages: [{ role: 'user', content: process.argv[2] ?? '' }],
      });
      console.log(choices[0]?.message.content, model, process.argv.length);
      console.error('to stderr: ✓ 日本 🍜');`;
    const question = 'quotes " and $HOME and *, 日本?';
    const result = await run(text, { args: [question, ''], env: { OPENAI_MODEL: 'gpt-4o' } });
    expect(result).toMatchObject({
      outcome: 'exited',
      message: '',
      exitCode: 0,
      signal: null,
      stderr: 'to stderr: ✓ 日本 🍜\n',
    });
    expect(result.stdout).toMatch(/gpt-4o-simulated-\w+ 4\n$/);
    expect(result.exchanges).toHaveLength(1);
    expect(result.exchanges[0]?.request?.messages).toEqual([{ role: 'user', content: question }]);
  });

  test.each([
    ['an endless loop', 'for (;;) {}'],
    ['a promise that never settles', 'setInterval(() => {}, 1000); await new Promise(() => {});'],
    [
      'one that ignores signals',
      "process.on('SIGTERM', () => {}); process.on('SIGINT', () => {}); setInterval(() => {}, 9);",
    ],
  ])('%s is stopped at the time limit', async (_what, text) => {
    const result = await run(text, { limits: { ...limits, seconds: 1 } });
    expect(result).toMatchObject({ outcome: 'timeout', exitCode: null });
    expect(result.message).toContain('Stopped after 1 s');
  });

  test.each([
    ['stdout', 'for (;;) console.log("again and again");'],
    ['stderr', 'for (;;) console.error("again and again");'],
    ['stdout in one piece', 'process.stdout.write("x".repeat(1e8)); console.log("end");'],
  ])(
    'a flood on %s is stopped, its beginning and end are kept, and the log has it all',
    async (_what, text) => {
      const logFolder = path.join(folder, 'logs');
      const result = await run(text, { logFolder });
      expect(result.outcome).toBe('output-limit');
      expect(result.message).toContain('256 KiB');
      const kept = result.stdout + result.stderr;
      expect(kept).toContain('KiB left out');
      expect(kept.length).toBeLessThan(200_000);
      expect(result.message).toContain(result.logFile);
      expect(readFileSync(result.logFile ?? '').length).toBeGreaterThan(limits.outputKiB * 1024);
    },
  );

  test.each([
    ['heap', 'const all: string[] = []; for (;;) all.push("x".repeat(1e6) + Math.random());'],
    ['buffers', 'const all: Buffer[] = []; for (;;) all.push(Buffer.alloc(1e7, 1));'],
  ])('a program that eats memory (%s) is stopped', async (_what, text) => {
    const result = await run(text);
    expect(result.outcome).toBe('memory');
    expect(result.message).toContain('256 MiB');
  });

  test('memory below the limit can be used, in buffers and on the heap', async () => {
    const result = await run(
      `const buffers = Array.from({ length: 10 }, () => Buffer.alloc(1e7, 1));
      const heap = Array.from({ length: 5e6 }, (_, i) => i + 0.5);
      console.log(buffers.length, heap.length);`,
    );
    expect(result).toMatchObject({ outcome: 'exited', stdout: '10 5000000\n' });
  });

  test('too many requests are stopped', async () => {
    const text = `for (;;) await fetch(process.env.OPENAI_BASE_URL + '/models', { headers: { authorization: 'Bearer ' + process.env.OPENAI_API_KEY } }).then((r) => r.text());`;
    const result = await run(text);
    expect(result.outcome).toBe('request-limit');
    expect(result.message).toContain('20 requests');
  });

  test('a crash names the exception and the place in the submission', async () => {
    const result = await run(
      '\nfunction deep(): never {\n  throw new TypeError("no such luck");\n}\ndeep();\n',
    );
    expect(result).toMatchObject({
      outcome: 'crashed',
      exitCode: 1,
      location: { line: 3, column: 9, text: '  throw new TypeError("no such luck");' },
    });
    expect(result.message).toContain('exercise.ts:3:9: TypeError: no such luck');
  });

  test.each([
    ['process.exit(3)', /exit status 3/],
    ["process.kill(process.pid, 'SIGTERM'); setInterval(() => {}, 9);", /signal SIGTERM/],
    ['void Promise.reject(new Error("unhandled"));', /Error: unhandled/],
    ['console.log([].at(3).x);', /Something is not there yet/],
    ['await new Promise(() => {});', /an `await` was still waiting/],
    ["throw 'only a text';", /something that is not an Error: only a text/],
    ['new ArrayBuffer(-1);', /exercise\.ts:1:1: RangeError: Invalid array buffer length/],
    [
      "import OpenAI from 'openai'; await new OpenAI().chat.completions.create({ model: 'gpt-9', messages: [{ role: 'user', content: 'x' }] });",
      /NotFoundError: 404 .*OPENAI_MODEL/,
    ],
    [
      "import OpenAI from 'openai'; await new OpenAI({ apiKey: 'sk-x' }).models.list();",
      /401 .*without options/,
    ],
  ])('ends by itself: %s', async (text, told) => {
    const result = await run(text);
    expect(result.outcome).toBe('crashed');
    expect(result.message).toMatch(told);
  });

  test('a request that the program leaves behind is recorded as aborted', async () => {
    const text = `import OpenAI from 'openai';
      await new OpenAI().chat.completions.create({ model: 'gpt-4o', messages: [{ role: 'user', content: 'x' }] });`;
    const result = await run(text, {
      limits: { ...limits, seconds: 1 },
      responder: () => new Promise(() => undefined),
    });
    expect(result.outcome).toBe('timeout');
    expect(result.exchanges.map(({ response }) => response.state)).toEqual(['aborted']);
  });

  test('output just before process.exit is not lost', async () => {
    const result = await run("for (let i = 0; i < 2000; i++) console.log('line', i); process.exit(0);");
    expect(result.outcome).toBe('exited');
    expect(result.stdout.split('\n').at(-2)).toBe('line 1999');
  });

  test('an empty program does nothing, successfully', async () => {
    expect(await run('')).toMatchObject({ outcome: 'exited', stdout: '', exchanges: [] });
  });

  test('stopping it kills it before the promise resolves', async () => {
    const controller = new AbortController();
    let pid = 0;
    const result = await run('console.log(process.pid); setInterval(() => {}, 1000);', {
      signal: controller.signal,
      onEvent: (event) => {
        if (event.type !== 'output') return;
        pid = Number(event.text);
        controller.abort();
      },
    });
    expect(result.outcome).toBe('stopped');
    expect(isAlive(pid)).toBe(false);
  });

  test('the environment is an allowlist', async () => {
    process.env.AGENTLINGS_TEST_CANARY = 'canary-7c1e';
    try {
      const result = await run('console.log(JSON.stringify(process.env));');
      expect(result.stdout).not.toContain('canary-7c1e');
      const env = JSON.parse(result.stdout);
      expect(env).toMatchObject({
        NO_COLOR: '1',
        FORCE_COLOR: '0',
        OPENAI_MODEL: 'gpt-4o-mini',
        HOME: expect.stringContaining('agentlings-'),
      });
      expect(env.OPENAI_API_KEY).toMatch(/^sk-agentlings-/);
      expect(env.OPENAI_BASE_URL).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/t\/[0-9a-f]{32}\/v1$/);
    } finally {
      delete process.env.AGENTLINGS_TEST_CANARY;
    }
  });

  test.runIf(sandboxAvailable('permission'))(
    'the permission sandbox keeps it to its own folder',
    async () => {
      const secret = write('canary-5d20', 'secret.txt');
      const text = `import fs from 'node:fs';
      import cp from 'node:child_process';
      import { Worker } from 'node:worker_threads';
      const tries: Record<string, () => unknown> = {
        read: () => fs.readFileSync(process.argv[2] ?? '', 'utf8'),
        parent: () => fs.readFileSync('/proc/' + process.ppid + '/environ', 'utf8'),
        write: () => fs.writeFileSync(process.argv[2] + '.new', 'x'),
        spawn: () => cp.execSync('id').toString(),
        worker: () => new Worker('1', { eval: true }),
        link: () => (fs.symlinkSync(process.argv[2] ?? '', 'link'), fs.readFileSync('link', 'utf8')),
        own: () => (fs.writeFileSync('own.txt', 'mine'), fs.readFileSync('own.txt', 'utf8')),
      };
      for (const [name, go] of Object.entries(tries)) {
        try { console.log(name, 'allowed', go()); } catch (error) { console.log(name, (error as { code: string }).code); }
      }`;
      const result = await run(text, { args: [secret] });
      expect(result.stdout.trim().split('\n')).toEqual([
        'read ERR_ACCESS_DENIED',
        'parent ERR_ACCESS_DENIED',
        'write ERR_ACCESS_DENIED',
        'spawn ERR_ACCESS_DENIED',
        'worker ERR_ACCESS_DENIED',
        'link ERR_ACCESS_DENIED',
        'own allowed mine',
      ]);
      expect(existsSync(`${secret}.new`)).toBe(false);
    },
  );

  test.runIf(process.platform === 'linux')(
    'children die with it, also those in a session of their own that hold its pipes',
    async () => {
      const text = `import { spawn } from 'node:child_process';
      const quiet = spawn('setsid', ['sleep', '60'], { stdio: 'inherit', detached: true });
      const orphan = spawn('sh', ['-c', 'sleep 60 & echo $!'], { stdio: ['ignore', 'pipe', 'inherit'] });
      orphan.stdout.on('data', (pid) => { console.log('pids', quiet.pid, String(pid).trim()); process.exit(0); });`;
      const result = await run(text, { sandbox: 'none' });
      expect(result.outcome).toBe('exited');
      const pids = /pids (\d+) (\d+)/.exec(result.stdout)?.slice(1).map(Number) ?? [];
      expect(pids).toHaveLength(2);
      for (const pid of pids) expect(isAlive(pid)).toBe(false);
    },
  );

  test('nothing of one attempt is there for the next', async () => {
    await run(
      "import fs from 'node:fs'; fs.writeFileSync('note.txt', 'x'); (globalThis as { note?: number }).note = 1;",
    );
    const result = await run(
      "import fs from 'node:fs'; console.log(fs.readdirSync('.').join(), (globalThis as { note?: number }).note);",
    );
    expect(result.stdout).toBe('program.mjs undefined\n');
  });

  test('several at once keep to themselves', async () => {
    const file = write(`import OpenAI from 'openai';
      const { choices } = await new OpenAI().chat.completions.create({ model: 'gpt-4o', messages: [{ role: 'user', content: process.argv[2] ?? '' }] });
      console.log(process.argv[2], choices[0]?.message.content);`);
    const results = await Promise.all(
      ['one', 'two', 'three', 'four'].map((arg) =>
        runAttempt({
          file,
          args: [arg],
          limits,
          sandbox: 'permission',
          seed: arg,
          knowledge: testKnowledge,
          standby: way === 'standby' ? pool : undefined,
        }),
      ),
    );
    expect(results.map(({ stdout }) => stdout.split(' ')[0])).toEqual(['one', 'two', 'three', 'four']);
    for (const { exchanges, args } of results) {
      expect(exchanges.map(({ request }) => request?.messages[0]?.content)).toEqual([...args]);
    }
  });
});

describe('before anything runs', () => {
  test.each([
    ['a syntax error', 'const a = 1;\nconst b = ;\n', 'exercise.ts:2:11'],
    [
      'a package that is not there',
      "import x from 'left-pad';\nconsole.log(x);\n",
      'there is no package "left-pad" here',
    ],
    [
      'a file outside of its folder',
      "import x from '../other/x.ts';\nconsole.log(x);\n",
      'outside of the exercise',
    ],
    ['a file that does not exist', "import x from './x.ts';\nconsole.log(x);\n", './x.ts'],
  ])('%s is told with its place', async (_what, text, told) => {
    const result = await attempt(text);
    expect(result).toMatchObject({ outcome: 'invalid', exchanges: [], exitCode: null });
    expect(result.message).toContain(told);
    expect(result.location?.line).toBeGreaterThan(0);
  });

  test('symbolic links are refused, as the submission and inside of it', async () => {
    const secret = write("export default 'canary-91ab';", 'elsewhere/secret.ts');
    mkdirSync(path.join(folder, 'mine'));
    symlinkSync(secret, path.join(folder, 'mine', 'exercise.ts'));
    const asSubmission = await runAttempt({
      file: path.join(folder, 'mine', 'exercise.ts'),
      limits,
      sandbox: 'none',
      seed: 's',
      knowledge: testKnowledge,
    });
    expect(asSubmission).toMatchObject({
      outcome: 'invalid',
      message: expect.stringContaining('symbolic link'),
    });
    symlinkSync(secret, path.join(folder, 'mine', 'secret.ts'));
    const file = write("import secret from './secret.ts';\nconsole.log(secret);\n", 'mine/program.ts');
    const inside = await runAttempt({ file, limits, sandbox: 'none', seed: 's', knowledge: testKnowledge });
    expect(inside).toMatchObject({
      outcome: 'invalid',
      stdout: '',
      message: expect.stringContaining('symbolic link'),
    });
  });

  test('configuration files beside the submission have no effect', async () => {
    write(
      '{ "compilerOptions": { "jsx": "nonsense", "paths": { "openai": ["./fake.ts"] } } }',
      'tsconfig.json',
    );
    write('{ "type": "commonjs", "imports": { "#x": "./fake.ts" } }', 'package.json');
    write("export default 'fake';", 'fake.ts');
    const result = await attempt("import OpenAI from 'openai'; console.log(typeof OpenAI);");
    expect(result.stdout).toBe('function\n');
  });

  test('own files are imported, and a change in one of them counts', async () => {
    write("export const word: string = 'first';", 'words.ts');
    const text = "import { word } from './words.ts'; console.log(word);";
    expect((await attempt(text)).stdout).toBe('first\n');
    write("export const word: string = 'second!';", 'words.ts');
    expect((await attempt(text)).stdout).toBe('second!\n');
  });

  test('a submission that is not there is missing', async () => {
    const result = await runAttempt({
      file: path.join(folder, 'none.ts'),
      limits,
      sandbox: 'none',
      seed: 's',
      knowledge: [],
    });
    expect(result).toMatchObject({ outcome: 'missing', message: expect.stringContaining('none.ts') });
  });

  test('stopped before it began, it does not begin', async () => {
    const result = await attempt('console.log(1)', { signal: AbortSignal.abort() });
    expect(result).toMatchObject({ outcome: 'stopped', stdout: '' });
  });
});

describe('while it runs', () => {
  test('output and exchanges are told as they come', async () => {
    const events: AttemptEvent[] = [];
    let hear = () => {};
    const heard = new Promise<void>((resolve) => {
      hear = resolve;
    });
    const { outcome } = await attempt(
      `import OpenAI from 'openai';
       console.log('before');
       await new OpenAI().chat.completions.create({ model: 'gpt-4o', messages: [{ role: 'user', content: 'Hi' }] });
       console.log('after');`,
      {
        // What is printed at nearly the same time is told together: the reply waits until the first line was told.
        responder: () => ({ kind: 'reply', choices: [{ content: 'Hello.' }], before: () => heard }),
        onEvent: (event) => {
          events.push(event);
          if (event.type === 'output') hear();
        },
      },
    );
    const told = events.map((event) =>
      event.type === 'output' ? event.text.trim() : event.exchange.response.state,
    );
    expect(outcome).toBe('exited');
    // Output and requests come on two ways, and either may be the quicker one.
    expect(told.filter((each) => each === 'before' || each === 'after')).toEqual(['before', 'after']);
    expect(told.slice(0, told.indexOf('completed'))).toContain('pending');
    expect(told.at(-1)).toBe('after');
  });

  test('standard input is the text that was given, or empty', async () => {
    const text =
      "process.stdin.setEncoding('utf8'); let all = ''; for await (const part of process.stdin) all += part; console.log(JSON.stringify(all));";
    expect((await attempt(text, { stdin: 'yes\nno\n' })).stdout).toBe('"yes\\nno\\n"\n');
    expect((await attempt(text)).stdout).toBe('""\n');
  });

  test('invalid UTF-8 becomes replacement characters', async () => {
    const result = await attempt('process.stdout.write(Buffer.from([0x61, 0xff, 0x62]));');
    expect(result.stdout).toBe('a\ufffdb');
  });
});

test('no folder of an attempt is left behind', async () => {
  // A temporary folder of its own: other programs on this machine may run attempts at the same time.
  const own = realpathSync(mkdtempSync(path.join(tmpdir(), 'agentlings-runner-test-')));
  vi.stubEnv('TMPDIR', own);
  try {
    const pool = new StandbyPool();
    pool.prepare([limits], 'none');
    await attempt('console.log(1)');
    await attempt('for (;;) console.log(1)', { sandbox: 'none', standby: pool });
    pool.close();
    await expect.poll(() => readdirSync(own)).toEqual([]);
  } finally {
    vi.unstubAllEnvs();
    rmSync(own, { recursive: true, force: true });
  }
});

test.runIf(process.platform === 'linux' && existsSync('/usr/bin/setpriv'))(
  'a submission dies even when its runner is killed',
  async () => {
    const file = write('console.log(process.pid); setInterval(() => {}, 1000);');
    const script = write(
      `import { runAttempt } from ${JSON.stringify(path.join(import.meta.dirname, 'attempt.ts'))};
     await runAttempt({ file: ${JSON.stringify(file)}, limits: ${JSON.stringify({ ...limits, seconds: 60 })}, sandbox: 'none', seed: 's', knowledge: [],
       onEvent: (event) => { if (event.type === 'output') { process.stdout.write(event.text); process.kill(process.pid, 'SIGKILL'); } } });`,
      'runner.mts',
    );
    let output = '';
    try {
      execFileSync(process.execPath, ['--import', 'tsx', script], {
        cwd: path.dirname(import.meta.dirname),
        encoding: 'utf8',
      });
    } catch (error) {
      output = String((error as { stdout: string }).stdout);
    }
    const pid = Number(output);
    expect(pid).toBeGreaterThan(0);
    await expect.poll(() => isAlive(pid)).toBe(false);
  },
);
