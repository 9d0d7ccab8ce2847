import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { launcher } from './project.ts';
import { Terminal } from './terminal.ts';
import { createWorkspace, type Workspace } from './workspace.ts';

/** Links in terminals that know them: the same picture, with addresses behind some of its cells. */
let workspace: Workspace;
beforeEach(() => {
  workspace = createWorkspace();
});
afterEach(() => workspace.remove());

function start(env: Readonly<Record<string, string>>): Terminal {
  return new Terminal(process.execPath, [launcher, 'start', '--workshop', workspace.folder], {
    columns: 80,
    rows: 24,
    env: { AGENTLINGS_HOME: workspace.state, ...env },
  });
}

async function references(terminal: Terminal): Promise<string> {
  await terminal.see('Agentlings');
  terminal.press(':', ...'chat-completions', 'enter');
  await terminal.until(() => (terminal.rows()[1] ?? '').includes('Chat Completions API'), 'for the lesson');
  await terminal.seeNo('Loading');
  terminal.press('o', ...'References', 'enter');
  await terminal.see('References');
  terminal.press('up', 'up', 'down', 'page-up', 'page-down');
  terminal.resize(70, 20);
  terminal.resize(80, 24);
  await terminal.see('References');
  // The text is laid out anew after each size, and keeps its place then only to a line or so: until nothing moves any
  // more, the section is gone to again.
  const atTop = () => terminal.rows()[3] === ' References' && terminal.rows().length === 24;
  do {
    terminal.press('o', ...'References', 'enter');
    await terminal.until(() => !terminal.screenText().includes('Enter go'), 'for the outline to be gone');
    await terminal.see('References');
    await delay(500);
  } while (!atTop());
  await terminal.see('Check yourself');
  // The last row is drawn last: with it, everything above is there.
  await terminal.until(() => (terminal.rows()[23] ?? '').includes('q quit'), 'for the last row');
  return terminal.screenText();
}

test('the picture is the same with and without, whatever moves', async () => {
  await using plain = start({ FORCE_HYPERLINK: '0' });
  const without = await references(plain);
  expect(plain.raw).not.toContain('\x1b]8;;');
  plain.press('q');
  await plain.exit;
  workspace.remove();
  workspace = createWorkspace();
  await using linked = start({ FORCE_HYPERLINK: '1' });
  await references(linked);
  await linked.until(() => linked.screenText() === without, `for the same picture as\n${without}`);
  expect(linked.raw).toMatch(/\x1b\]8;;https:\/\/[^\x1b]+\x1b\\.\x1b\]8;;\x1b\\/);
});

test('what names a line of the program leads to it', async () => {
  await using terminal = start({ FORCE_HYPERLINK: '1' });
  await terminal.see('Agentlings');
  terminal.press(':', ...'hello-model', 'enter');
  await terminal.see('watch on');
  workspace.write('const a = 1;\nconst = 2;\n', 'exercises', '00-hello-model', 'exercise.ts');
  await terminal.see(/grade #1 . done/);
  terminal.press('2');
  await terminal.see('[Output');
  const file = workspace.file('exercises', '00-hello-model', 'exercise.ts');
  await terminal.until(() => terminal.raw.includes(`\x1b]8;;file://${file}#2\x1b\\`), 'for a link to line 2');
});
