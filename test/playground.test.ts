import { existsSync, readdirSync } from 'node:fs';
import { execa } from 'execa';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { codeFindings } from '../src/cli/check/code.ts';
import { launcher } from './project.ts';
import { sizes } from './sizes.ts';
import { Terminal } from './terminal.ts';
import { createWorkspace, type Workspace } from './workspace.ts';

/** The playground as a learner meets it: on the screen with the real endpoint, in linear text, saved and run. */
let workspace: Workspace;
beforeEach(() => {
  workspace = createWorkspace();
});
afterEach(() => workspace.remove());

const ctrlR = '\x12';
const ctrlS = '\x13';
const ctrlU = '\x15';

function start(columns = 80, rows = 24): Terminal {
  return new Terminal(process.execPath, [launcher, 'start', '--workshop', workspace.folder], {
    columns,
    rows,
    env: { AGENTLINGS_HOME: workspace.state },
  });
}

async function opened(columns?: number, rows?: number): Promise<Terminal> {
  const terminal = start(columns, rows);
  await terminal.see('Welcome to Agentlings');
  terminal.press('t');
  await terminal.see('messages (0)');
  return terminal;
}

/** The process id of the screen's workbench. */
async function workbenchOf(screen: number): Promise<number> {
  const { stdout } = await execa('ps', ['-A', '-o', 'pid=,ppid=,args=']);
  const processes = stdout.split('\n').map((line) => line.trim().split(/\s+/));
  const found = processes.find(
    ([, parent, ...args]) => Number(parent) === screen && args.join(' ').includes('workbench.js'),
  );
  if (found === undefined) throw new Error(`No workbench among the processes:\n${stdout}`);
  return Number(found[0]);
}

/** Types a message, sends it and waits for its reply: the list has so many messages then. */
async function say(terminal: Terminal, text: string, messages: number): Promise<void> {
  terminal.press(...text, 'enter');
  await terminal.see(`messages (${messages})`);
}

test.each(sizes)('at %i x %i: the model knows a name as long as the list says it', async (columns, rows) => {
  await using terminal = await opened(columns, rows);
  await say(terminal, 'My name is Robin', 2);
  await say(terminal, 'What is my name?', 4);
  await terminal.see(/(Your name is|You told me that you are) *\n? *│?.*Robin/);
  await terminal.see(/prompt \d+ of 128,000 tokens/);
  terminal.press('tab', 'home', 'x');
  await terminal.see('messages (3)');
  terminal.press(ctrlR);
  await terminal.see(/I don't know your name|In the messages I was sent/);
  await terminal.seeNo('Esc stop');
  terminal.press('escape');
  await terminal.see('Welcome to Agentlings');
});

test('a stream is shown while it comes; Esc stops it, and a resize in the middle breaks nothing', async () => {
  await using terminal = await opened();
  const isStopped = () => terminal.screenText().includes('stopped by you');
  const isComplete = () => /stop · \d+ prompt/.test(terminal.screenText());
  // On a busy machine a whole reply may have come before Esc is heard: then another one is stopped.
  let messages = 0;
  do {
    terminal.press(...'What should I eat in Lisbon?', 'enter');
    await terminal.see('Esc stop');
    terminal.resize(messages % 4 === 0 ? 110 : 100, 30);
    await terminal.see(/assistant +\S+ \d\.\d s/);
    await terminal.see(/ {3}(Order|Eat|Try|Ask|Go|For|The)\b/);
    terminal.press('escape');
    messages += 2;
    await terminal.see(`messages (${messages})`);
    await terminal.until(() => isStopped() || isComplete(), 'for the end of the reply');
  } while (!isStopped() && messages < 20);
  expect(isStopped()).toBe(true);
  terminal.press('tab', 'w');
  // All of it may have been on its way when it was stopped.
  await terminal.see(/given up by the program|200 completed/);
});

test('a reasoning model refuses a temperature, in the endpoint’s own words', async () => {
  await using terminal = await opened(120, 40);
  terminal.press('tab', 'tab', 'down', 'enter', ctrlU, ...'o4-mini', 'enter');
  await terminal.see(/model +. o4-mini/);
  terminal.press('down', 'right', 'tab');
  await say(terminal, 'Hello', 1);
  await terminal.see('error 400 · unsupported_value');
  await terminal.see("Unsupported value: 'temperature'");
});

test('pasted lines are one message, and a megabyte of them is no trouble', async () => {
  await using terminal = await opened(100, 30);
  terminal.press('\x1b[200~My name is Robin.\rI am from 日本 🍜.\x1b[201~');
  await terminal.see(/My name is Robin\.↵I am from 日本 🍜 ?\./u);
  terminal.press('enter');
  await terminal.see('messages (2)');
  terminal.press(`\x1b[200~${'many words 日本\r'.repeat(70_000)}\x1b[201~`);
  await terminal.see('980,000 characters');
  terminal.press('!');
  await terminal.see('980,001 characters');
  terminal.press('enter');
  await terminal.see('context_length_exceeded');
  terminal.press('tab', 'x', ctrlR);
  await terminal.see(/stop · \d+ prompt/);
});

test('when the workbench dies it is said, and asking again starts another', async () => {
  await using terminal = await opened(100, 30);
  await say(terminal, 'My name is Robin', 2);
  terminal.press(...'What should I eat in Lisbon?', 'enter');
  await terminal.see('Esc stop');
  process.kill(await workbenchOf(terminal.pid), 'SIGKILL');
  await terminal.see('(SIGKILL). Try again');
  terminal.press(ctrlR);
  await terminal.see(/stop · \d+ prompt/);
});

test('what is saved is a program that compiles and runs', async () => {
  await using terminal = await opened(100, 30);
  await say(terminal, "My name is Robin, and it's late", 2);
  await say(terminal, 'What is my name?', 4);
  terminal.press(ctrlS);
  await terminal.see('save as playground/');
  terminal.press(ctrlU, ...'robin', 'enter');
  await terminal.see('Saved. Run it with: npm run workshop -- run --file');
  const file = workspace.file('playground', 'robin.ts');
  const code = workspace.read('playground', 'robin.ts');
  const document = { name: 'robin.ts', path: file, body: '', links: [], sections: [], code: [code] };
  expect(await codeFindings([document])).toEqual([]);
  const { stdout, exitCode } = await workspace.run(['run', '--file', file]);
  expect(exitCode).toBe(0);
  expect(stdout).toContain('Robin');
  terminal.press(ctrlS);
  await terminal.see('save as playground/');
  terminal.press(ctrlU, ...'robin', 'enter');
  await terminal.until(() => existsSync(workspace.file('playground', 'robin-2.ts')), 'for a second file');
  expect(workspace.read('playground', 'robin.ts')).toBe(code);
});

test('a lesson opens it prepared, and Esc is back in the lesson', async () => {
  await using terminal = start(100, 30);
  await terminal.see('Welcome to Agentlings');
  terminal.press('down', 'down', 'enter');
  await terminal.see('Every agent, however clever');
  terminal.press('t');
  await terminal.see('What about budget tips?');
  await terminal.see('messages (3)');
  terminal.press('enter');
  await terminal.see('messages (5)');
  await terminal.see('Japan');
  terminal.press('escape');
  await terminal.see('Every agent, however clever');
});

describe('in linear text', () => {
  async function talk(lines: readonly string[], args: readonly string[] = []): Promise<string> {
    const { stdout, stderr, exitCode } = await workspace.run(['playground', ...args], {
      input: `${lines.join('\n')}\n`,
    });
    expect([exitCode, stderr]).toEqual([0, '']);
    return stdout;
  }

  test('it chats, forgets, and says what was sent', async () => {
    const text = await talk([
      'My name is Robin',
      'What is my name?',
      '/delete 1',
      '/again',
      '/messages',
      '/wire',
      '/quit',
      'never sent',
    ]);
    expect(text).toContain('The simulated model answers.');
    expect(text).toMatch(/assistant: (Your name is|You told me that you are) Robin\./);
    expect(text).toMatch(/assistant: (I don't know your name|In the messages I was sent)/);
    expect(text).toMatch(/\n1\. assistant: .*Robin.*\n2\. user: What is my name\?\n3\. assistant: /);
    expect(text).toContain('POST /v1/chat/completions');
    expect(text).not.toContain('never sent');
  });

  test('settings, mistakes and errors are told', async () => {
    const text = await talk([
      '/system Begin every reply with "Ahoy!"',
      '/temperature 9',
      '/max-tokens 4',
      '/stream off',
      'Hello',
      '/model gpt-5-mini',
      '/again',
      '/edit 9 x',
      '/mesages',
      '/settings',
    ]);
    expect(text).toContain('temperature is a number from 0 to 2');
    expect(text).toContain('assistant: Ahoy!');
    expect(text).toContain('length: cut off at the limit');
    expect(text).toContain("Error 400 unsupported_parameter: Unsupported parameter: 'max_tokens'");
    expect(text).toContain('They have the numbers 1 to 2');
    expect(text).toContain('Did you mean /messages?');
    expect(text).toMatch(/max_tokens: 4\ntop_p: default\nstream: off/);
  });

  test('a seed makes it repeat itself, and a lesson prepares it', async () => {
    const [one, two] = [await talk(['Hello'], ['--seed', 'x']), await talk(['Hello'], ['--seed', 'x'])].map(
      (text) => /assistant: .*/.exec(text)?.[0],
    );
    expect(one).toBe(two);
    expect(await talk(['/messages'], ['system-prompts'])).toContain('1. system: You are a pirate');
  });

  test('what is saved is there, also under a name that would lead elsewhere', async () => {
    const text = await talk(['Hello', '/save ../../mine', '/save']);
    expect(text).toContain('run --file');
    expect(readdirSync(workspace.file('playground')).sort()).toEqual([
      expect.stringMatching(/^chat-\d{4}-\d\d-\d\d-\d{4}\.ts$/),
      'mine.ts',
    ]);
  });

  test('the plain session has it too, and goes on afterwards', async () => {
    const { stdout, exitCode } = await workspace.run(['start', '--plain'], {
      input: 'playground\nMy name is Robin\n/quit\ntask single-turn\nquit\n',
    });
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/assistant: .*Robin/);
    expect(stdout).toContain('The file to edit:');
  });
});

test('run --file names a file that does not exist', async () => {
  const { stderr, exitCode } = await workspace.run(['run', '--file', 'nowhere.ts']);
  expect(exitCode).toBe(2);
  expect(stderr).toContain('There is no file');
});
