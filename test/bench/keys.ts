import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type IPty, spawn } from '@lydell/node-pty';
import { launcher } from '../project.ts';
import type { Workspace } from '../workspace.ts';

/** Key presses to time on one screen: each must change it. */
const presses = 400;
/** The screen has changed when nothing more has come for this long. */
const quietMs = 25;

/** A terminal that only waits for what the program draws. */
class Typist {
  readonly #pty: IPty;
  #seen = '';
  #lastAt = 0;

  constructor(workspace: Workspace) {
    this.#pty = spawn(process.execPath, [launcher, 'start', '--workshop', workspace.folder], {
      name: 'xterm-256color',
      cols: 120,
      rows: 40,
      env: { ...process.env, AGENTLINGS_HOME: workspace.state },
    });
    this.#pty.onData((data) => {
      this.#seen = (this.#seen + data).slice(-1_000_000);
      this.#lastAt = performance.now();
    });
  }

  async see(text: string): Promise<void> {
    while (!this.#seen.includes(text)) await delay(10);
    await this.#quiet();
    this.#seen = '';
  }

  type(keys: string): void {
    this.#pty.write(keys);
  }

  /** Milliseconds from a key to the first of what it draws. */
  async time(key: string): Promise<number> {
    await this.#quiet();
    const pressedAt = performance.now();
    this.#pty.write(key);
    while (this.#lastAt < pressedAt) await new Promise((resolve) => setImmediate(resolve));
    return this.#lastAt - pressedAt;
  }

  async #quiet(): Promise<void> {
    do await delay(quietMs);
    while (performance.now() - this.#lastAt < quietMs);
  }

  close(): void {
    this.#pty.kill('SIGKILL');
  }
}

/** The slowest but one in a hundred, in milliseconds. */
async function percentile99(typist: Typist, keys: readonly [string, string]): Promise<number> {
  const times: number[] = [];
  for (let count = 0; count < presses; count += 1) times.push(await typist.time(keys[count % 2] ?? keys[0]));
  times.sort((one, other) => one - other);
  return times[Math.floor(times.length * 0.99)] ?? Number.NaN;
}

/** Scrolling in a lesson of 3,000 lines. @returns the 99th percentile of a key's time, in milliseconds */
export async function keysInLongLesson(workspace: Workspace): Promise<number> {
  const file = workspace.file('lessons', 'setup', 'setup.md');
  const paragraphs = Array.from(
    { length: 1_500 },
    (_, index) => `Paragraph ${index} with **strong** words, \`code\` and 你好.\n`,
  );
  writeFileSync(file, `${readFileSync(file, 'utf8')}\n\n${paragraphs.join('\n')}`);
  const typist = new Typist(workspace);
  try {
    await typist.see('Chat completions');
    typist.type('\r');
    await typist.see('In this workshop');
    typist.type('   ');
    return await percentile99(typist, ['j', 'k']);
  } finally {
    typist.close();
  }
}

/** Moving in what an exercise with 1,000 exchanges sent. @returns the 99th percentile of a key's time, in milliseconds */
export async function keysInLongTranscript(workspace: Workspace): Promise<number> {
  const folder = path.join('exercises', '00-hello-model');
  const settings = workspace.file(folder, 'exercise.yaml');
  writeFileSync(settings, `${readFileSync(settings, 'utf8')}\nlimits:\n  requests: 2000\n  seconds: 120\n`);
  workspace.write(
    `for (let count = 0; count < 1000; count += 1) {
  await fetch(\`\${process.env.OPENAI_BASE_URL}/chat/completions\`, {
    method: 'POST',
    headers: { authorization: \`Bearer \${process.env.OPENAI_API_KEY}\`, 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'gpt-4o-mini', messages: [{ role: 'user', content: \`Question \${count}?\` }] }),
  });
}
console.log('a thousand');
`,
    folder,
    'exercise.ts',
  );
  const typist = new Typist(workspace);
  try {
    await typist.see('Chat completions');
    typist.type('j\r');
    await typist.see('watch on');
    typist.type('r');
    await typist.see('a thousand');
    typist.type('4');
    await typist.see('completed');
    return await percentile99(typist, ['j', 'k']);
  } finally {
    typist.close();
  }
}
