import { afterEach, beforeEach, test } from 'vitest';
import { loadWorkshop } from '../src/workshop/load.ts';
import { launcher } from './project.ts';
import { Terminal } from './terminal.ts';
import { createWorkspace, smallWorkshop, type Workspace } from './workspace.ts';

/** Reading in a real terminal: places that are kept, an outline, a search, links and the way back. */
let workspace: Workspace;
beforeEach(() => {
  workspace = createWorkspace();
});
afterEach(() => workspace.remove());

function start(columns = 80, rows = 24): Terminal {
  return new Terminal(process.execPath, [launcher, 'start', '--workshop', workspace.folder], {
    columns,
    rows,
    env: { AGENTLINGS_HOME: workspace.state },
  });
}

async function open(terminal: Terminal, name: string, title: string): Promise<void> {
  terminal.press(':', ...name, 'enter');
  await terminal.until(() => (terminal.rows()[1] ?? '').startsWith(` ${title}`), `for ${title}`);
  // Its keys are about a text that is there.
  await terminal.seeNo('Loading');
}

test('every lesson and every exercise opens, also where they share a name', async () => {
  const workshop = loadWorkshop(smallWorkshop);
  await using terminal = start();
  await terminal.see('Agentlings');
  for (const [at, chapter] of workshop.chapters.entries()) {
    for (const [index, item] of chapter.items.entries()) {
      const number = item.kind === 'exercise' ? `${item.number} ` : '';
      await open(terminal, `${at + 1}.${index + 1}`, `${number}${item.title}`.slice(0, 40));
      if (item.kind === 'exercise') await terminal.see('[Task]');
      else await terminal.seeNo('[Task]');
    }
  }
  terminal.press(':', ...'03', 'enter');
  await terminal.see('03 Parameters');
});

test('each lesson is where it was left, after a restart and after a closed window', async () => {
  await using first = start();
  await first.see('Agentlings');
  await open(first, 'streaming', 'Streaming');
  first.press('o', ...'Key take', 'enter');
  await first.see('Key takeaways');
  await open(first, 'tokens-and-cost', 'Tokens and cost');
  first.press('o', ...'Window', 'enter');
  await first.see('Window and output limit');
  process.kill(first.pid, 'SIGTERM');
  await first.exit;

  await using second = start(80, 24);
  await second.see('Window and output limit');
  await open(second, 'streaming', 'Streaming');
  await second.see('Key takeaways');
  second.press('q');
  await second.exit;

  await using narrow = start(62, 40);
  await narrow.see('Streaming shortens');
});

test('an outline, a search with its count, a link and the way back', async () => {
  await using terminal = start();
  await terminal.see('Agentlings');
  await open(terminal, 'streaming', 'Streaming');
  terminal.press('/', ...'usage');
  await terminal.see(/usage.* 1\/\d+/);
  terminal.press('enter', 'n');
  await terminal.see(/usage.* 2\/\d+/);
  terminal.press('escape');
  await terminal.seeNo('2/');
  terminal.press('l', ...'reliab');
  await terminal.see(/▸ .*[Rr]eliab/);
  terminal.press('enter');
  await terminal.until(() => !(terminal.rows()[1] ?? '').includes('Streaming'), 'for what the link leads to');
  terminal.press('[');
  await terminal.until(() => (terminal.rows()[1] ?? '').includes('Streaming'), 'for the lesson before');
});

test('the palette finds by number, id and letters, and does what it names', async () => {
  await using terminal = start();
  await terminal.see('Agentlings');
  await open(terminal, '2.1', 'The Chat Completions API');
  terminal.press(':', ...'theme light', 'enter');
  await terminal.until(
    () => terminal.raw.includes('38;5;94m') || terminal.raw.includes('38;5;2'),
    'for colours',
  );
  terminal.press(':', ...'no such thing at all');
  await terminal.see('Nothing fits');
  terminal.press('escape', 'q');
});

test('what is wider than the screen comes with the arrow keys, and prose stays', async () => {
  await using terminal = start(60, 18);
  await terminal.see('Agentlings');
  await open(terminal, 'function-calling', 'Function calling');
  terminal.press('/', ...'Name of the station', 'enter');
  await terminal.see(/description: 'Name of the station.*→/);
  terminal.press('right', 'right', 'right');
  await terminal.see(/←.*Porto Campanhã',/);
  terminal.press('left', 'left', 'left');
  await terminal.see(/description: 'Name of the station/);
});
