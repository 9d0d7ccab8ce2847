import { setTimeout as delay } from 'node:timers/promises';
import { launcher } from '../project.ts';
import { Terminal } from '../terminal.ts';
import { createWorkspace, type Workspace } from '../workspace.ts';

/** Key presses to time on one screen: each must change it. */
const presses = 400;
/** The screen has changed when nothing more has come for this long. */
const quietMs = 25;

/** Somebody at the screen who presses a key and waits until something has been drawn. */
class Typist {
  readonly terminal: Terminal;

  constructor(workspace: Workspace) {
    this.terminal = new Terminal(process.execPath, [launcher, 'start', '--workshop', workspace.folder], {
      columns: 120,
      rows: 40,
      env: { AGENTLINGS_HOME: workspace.state },
    });
  }

  /** Milliseconds from a key to the first of what it draws. */
  async time(key: string): Promise<number> {
    await this.#quiet();
    const before = this.terminal.raw.length;
    const pressedAt = performance.now();
    this.terminal.press(key);
    while (this.terminal.raw.length === before) await new Promise((resolve) => setImmediate(resolve));
    return performance.now() - pressedAt;
  }

  async #quiet(): Promise<void> {
    for (let length = -1; length !== this.terminal.raw.length; ) {
      length = this.terminal.raw.length;
      await delay(quietMs);
    }
  }
}

/** The slowest but one in a hundred, in milliseconds. */
async function percentile99(typist: Typist, keys: readonly [string, string]): Promise<number> {
  const times: number[] = [];
  for (let count = 0; count < presses; count += 1) times.push(await typist.time(keys[count % 2] ?? keys[0]));
  times.sort((one, other) => one - other);
  return times[Math.floor(times.length * 0.99)] ?? Number.NaN;
}

/** Scrolling in a lesson. @returns the 99th percentile of a key's time, in milliseconds */
async function inLesson(workspace: Workspace): Promise<number> {
  const typist = new Typist(workspace);
  await using terminal = typist.terminal;
  await terminal.see('Welcome to Agentlings');
  terminal.press('enter');
  await terminal.see('In this workshop');
  terminal.press(' ', ' ', ' ');
  return await percentile99(typist, ['j', 'k']);
}

/** In the first lesson as it is. */
export function keysInLesson(): Promise<number> {
  return withWorkspace(inLesson);
}

/** In the first lesson, made 3,000 lines long. */
export function keysInLongLesson(): Promise<number> {
  return withWorkspace((workspace) => {
    const paragraphs = Array.from(
      { length: 1_500 },
      (_, index) => `Paragraph ${index} with **strong** words, \`code\` and 你好.\n`,
    );
    const lesson = workspace.read('lessons', 'setup', 'setup.md');
    workspace.write(`${lesson}\n\n${paragraphs.join('\n')}`, 'lessons', 'setup', 'setup.md');
    return inLesson(workspace);
  });
}

/** Scrolling in Wire, after a program that has sent 1,000 requests. */
export function keysInLongTranscript(): Promise<number> {
  return withWorkspace(async (workspace) => {
    const folder = ['exercises', '00-hello-model'] as const;
    const settings = workspace.read(...folder, 'exercise.yaml');
    workspace.write(`${settings}\nlimits:\n  requests: 2000\n  seconds: 120\n`, ...folder, 'exercise.yaml');
    workspace.write(thousandRequests, ...folder, 'exercise.ts');
    const typist = new Typist(workspace);
    await using terminal = typist.terminal;
    await terminal.see('Welcome to Agentlings');
    terminal.press('down', 'enter');
    await terminal.see('watch on');
    terminal.press('r');
    await terminal.see('a thousand');
    terminal.press('4');
    await terminal.see('1000 requests');
    return await percentile99(typist, ['j', 'k']);
  });
}

const thousandRequests = `for (let count = 0; count < 1000; count += 1) {
  await fetch(\`\${process.env.OPENAI_BASE_URL}/chat/completions\`, {
    method: 'POST',
    headers: { authorization: \`Bearer \${process.env.OPENAI_API_KEY}\`, 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'gpt-4o-mini', messages: [{ role: 'user', content: \`Question \${count}?\` }] }),
  });
}
console.log('a thousand');
`;

async function withWorkspace(work: (workspace: Workspace) => Promise<number>): Promise<number> {
  const workspace = createWorkspace();
  try {
    return await work(workspace);
  } finally {
    workspace.remove();
  }
}
