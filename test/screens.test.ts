import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { launcher, root } from './project.ts';
import { Terminal, type TerminalOptions } from './terminal.ts';
import { createWorkspace, type Workspace } from './workspace.ts';

/**
 * What the screens look like, in `test/screens/*.txt`, for people to read: `npm test -- screens -u` writes them anew, and
 * the difference in git is what has changed for everybody who looks at them.
 */
let workspace: Workspace;
beforeEach(() => {
  workspace = createWorkspace();
});
afterEach(() => workspace.remove());

function start(options: TerminalOptions = {}): Terminal {
  return new Terminal(process.execPath, [launcher, 'start', '--workshop', workspace.folder], {
    ...options,
    env: { AGENTLINGS_HOME: workspace.state, ...options.env },
  });
}

/** Opens an item by its name in the palette. */
async function open(terminal: Terminal, name: string, seen: string | RegExp): Promise<void> {
  await terminal.see('Agentlings');
  terminal.press(':', ...name, 'enter');
  await terminal.see(seen);
}

const quietMs = 150;

/** Compares the screen, once nothing moves any more, with the one that is kept. */
async function looksLike(terminal: Terminal, name: string): Promise<void> {
  let before: string;
  do {
    before = terminal.screenText();
    await delay(quietMs);
  } while (terminal.screenText() !== before);
  const file = path.join(root, 'test', 'screens', `${name}.txt`);
  await expect(`${masked(before)}\n`).toMatchFileSnapshot(file);
}

/** Times differ from run to run, and so do the spaces that fill the line after them. */
function masked(screen: string): string {
  return screen
    .split('\n')
    .map((line) => {
      const at = line.search(/\d+(\.\d+)? m?s\b/);
      if (at === -1) return line;
      const after = line.slice(at).replace(/\d+(\.\d+)? m?s\b/g, '# s');
      return line.slice(0, at) + after.replace(/ {2,}/g, '  ').replace(/─+$/, '─');
    })
    .join('\n')
    .trimEnd();
}

/** One request whose answer is an error, so that no word of it follows from a seed. */
const refused = `const response = await fetch(\`\${process.env.OPENAI_BASE_URL}/chat/completions\`, {
  method: 'POST',
  headers: { authorization: \`Bearer \${process.env.OPENAI_API_KEY}\`, 'content-type': 'application/json' },
  body: JSON.stringify({
    model: 'gpt-4o-mini',
    temperature: 3,
    messages: [
      { role: 'system', content: 'You are a travel assistant.' },
      { role: 'user', content: 'Where is it warm in March? 你好 🎉' },
    ],
  }),
});
console.log(response.status);
`;

describe.each([
  [80, 24],
  [120, 40],
  [60, 18],
])('%i x %i', (columns, rows) => {
  const size = `${columns}x${rows}`;

  test('the list, a lesson, an exercise', async () => {
    await using terminal = start({ columns, rows });
    await terminal.see('How this workshop works');
    await looksLike(terminal, `list-${size}`);
    terminal.press('enter');
    await terminal.see('In this workshop');
    await looksLike(terminal, `lesson-${size}`);
    await open(terminal, 'single-turn', 'Build a travel assistant');
    await looksLike(terminal, `task-${size}`);
  });

  test('failed checks, and what was sent', async () => {
    workspace.write(refused, 'exercises', '01-single-turn', 'exercise.ts');
    await using terminal = start({ columns, rows });
    await open(terminal, '01', '[Task]');
    terminal.press('g');
    await terminal.see(/grade #1 .* done/);
    terminal.press('home');
    await looksLike(terminal, `checks-${size}`);
    terminal.press('r');
    await terminal.see(/run #2 .* done/);
    terminal.press('4');
    await terminal.see('[Wire 1]');
    await looksLike(terminal, `wire-${size}`);
  });
});

test('help, the palette, hints, questions and the playground', async () => {
  await using terminal = start({ columns: 100, rows: 32 });
  await terminal.see('How this workshop works');
  terminal.press('?');
  await terminal.see('Ctrl-C');
  await looksLike(terminal, 'help');
  terminal.press('escape');
  await terminal.seeNo('Ctrl-C');
  terminal.press(':', ...'tok');
  await terminal.see('Tokens and cost');
  await looksLike(terminal, 'palette');
  // Escape and a key in one piece would be one key with Alt.
  terminal.press('escape');
  await terminal.see('Enter open');
  await open(terminal, 'single-turn', '[Task]');
  terminal.press('h', 'h');
  await terminal.see('Hints 2/');
  await looksLike(terminal, 'hints');
  // What is raised is said on every screen, and by the code.
  terminal.press('!');
  await terminal.see('hand up');
  terminal.press('P');
  await terminal.see('Your progress code: ');
  terminal.press('!');
  await terminal.seeNo('hand up');
  await open(terminal, 'setup', 'In this workshop');
  terminal.press('end');
  await terminal.see('Check yourself');
  await terminal.see('1/11 done');
  await looksLike(terminal, 'questions');
  await open(terminal, 'orchestration', 'Orchestration');
  await terminal.seeNo('Loading');
  terminal.press('t');
  await terminal.see('You are an enthusiastic travel agent.');
  // Estimates, until the tokenizer has counted.
  await terminal.seeNo(/~\d/);
  await looksLike(terminal, 'playground');
});

test('a terminal that has neither colours nor symbols', async () => {
  await using terminal = start({ term: 'vt100', env: { LANG: 'C', LC_ALL: 'C' } });
  await terminal.see('How this workshop works');
  await looksLike(terminal, 'list-ascii');
  await open(terminal, 'chat-completions', 'Every agent, however clever');
  await looksLike(terminal, 'lesson-ascii');
});
