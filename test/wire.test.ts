import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { launcher } from './project.ts';
import { sizes } from './sizes.ts';
import { Terminal, type TerminalOptions } from './terminal.ts';
import { createWorkspace, type Workspace } from './workspace.ts';

/** What a program sent, on the screen of a real pseudo-terminal and in linear text. */
let workspace: Workspace;
beforeEach(() => {
  workspace = createWorkspace();
});
afterEach(() => workspace.remove());

const submission = ['exercises', '01-single-turn', 'exercise.ts'] as const;

/** Three requests: an answer, a stream that sends the first again and more, and one that is refused. */
const program = `
import OpenAI from 'openai';
const client = new OpenAI();
const model = process.env.OPENAI_MODEL ?? 'gpt-4o-mini';
const messages: OpenAI.ChatCompletionMessageParam[] = [
  { role: 'user', content: process.argv[2] ?? "What's your name?" },
  { role: 'system', content: 'You are a travel assistant.' },
];
const reply = await client.chat.completions.create({ model, temperature: 0.5, messages });
const content = reply.choices[0]?.message.content ?? '';
console.log(content);
messages.push({ role: 'assistant', content }, { role: 'user', content: 'Is it far?' });
const stream = await client.chat.completions.create({
  model, messages, stream: true, stream_options: { include_usage: true },
});
for await (const chunk of stream) process.stdout.write(chunk.choices[0]?.delta.content ?? '');
await client.chat.completions.create({ model: 'no-such-model', messages }).catch(() => undefined);
`;

async function inWire(options: TerminalOptions): Promise<Terminal> {
  workspace.write(program, ...submission);
  const terminal = new Terminal(process.execPath, [launcher, 'start', '--workshop', workspace.folder], {
    ...options,
    cwd: workspace.folder,
    env: { AGENTLINGS_HOME: workspace.state, ...options.env },
  });
  await terminal.see('Agentlings');
  terminal.press(':', ...'single-turn', 'enter');
  await terminal.see(/01 Single turn/);
  terminal.press('r');
  await terminal.see(/run #1 . done/);
  terminal.press('4');
  await terminal.see(/\[Wire 3\]/);
  return terminal;
}

describe.each(sizes)('%i x %i', (columns, rows) => {
  test('the list, an exchange, its JSON, its difference, and a curl command of it', async () => {
    await using terminal = await inWire({ columns, rows });
    terminal.press('home');
    await terminal.see(/3 requests · \d+ \+ \d+ tokens/);
    await terminal.see(/3 +✗ 404/);
    terminal.press('right');
    await terminal.see(/2 {2}POST \/v1\/chat\/completions/);
    await terminal.see('2 messages as before');
    terminal.press('v');
    await terminal.seeNo('2 messages as before');
    terminal.press('v', 'o');
    await terminal.see('Request 2, as it was sent');
    terminal.press('d');
    await terminal.see(/-.*"temperature": 0\.5/);
    terminal.press('y');
    await terminal.see('Copied');
    const command = readFileSync(workspace.file('.agentlings', 'curl.sh'), 'utf8');
    expect(command).toContain("What'\\''s your name?");
    const copied = /\x1b\]52;c;([^\x07]*)\x07/.exec(terminal.raw)?.[1] ?? '';
    expect(Buffer.from(copied, 'base64').toString()).toBe(command);
    terminal.press('q');
    expect(await terminal.exit).toEqual({ exitCode: 0, signal: 0 });
  });

  test('a failed check leads to the message that it is about', async () => {
    await using terminal = await inWire({ columns, rows });
    workspace.write(program.slice(0, program.indexOf('messages.push')), ...submission);
    await terminal.see(/grade #2 . done/);
    terminal.press('3', 'home');
    await terminal.see('Enter request');
    terminal.press('enter');
    await terminal.see(/▸ user/);
  });
});

test('without colours and symbols it says the same', async () => {
  await using terminal = await inWire({ columns: 80, rows: 24, env: { LANG: 'C', NO_COLOR: '1' } });
  terminal.press('home');
  await terminal.see(/3 +x 404/);
  expect(terminal.screenText()).toMatch(/^[\n -~]*$/);
});

test('run --wire prints the list with its chart and sums, then each exchange; --full all of it', async () => {
  workspace.write(program, ...submission);
  const { stdout, exitCode } = await workspace.run(['run', 'single-turn', '--wire', '--', 'Hello']);
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/2 +✓ 200 .*4 \+2 +\d+→\d+ +█+/);
  expect(stdout).toMatch(/3 requests · \d+ \+ \d+ tokens/);
  expect(stdout).toMatch(/── 1 {2}POST \/v1\/chat\/completions/);
  expect(stdout).toMatch(/facts +about \$0\.0000/);
  expect(stdout).toContain('2 messages as before');
  const full = await workspace.run(['run', 'single-turn', '--wire', '--full', '--', 'Hello']);
  expect(full.stdout).not.toContain('messages as before');
  expect(full.stdout).toMatch(/\+\d+ ms "/);
});
