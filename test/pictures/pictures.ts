import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { launcher, root } from '../project.ts';
import { Terminal } from '../terminal.ts';
import { createWorkspace } from '../workspace.ts';
import { screenSvg } from './svg.ts';

/** `npm run pictures`: the README's pictures, taken from the real program in a terminal emulator. */
const folder = path.join(root, '.github', 'pictures');
mkdirSync(folder, { recursive: true });
const workspace = createWorkspace();
const exercise = ['exercises', '02-multi-turn', 'exercise.ts'] as const;

function save(terminal: Terminal, name: string): void {
  writeFileSync(path.join(folder, `${name}.svg`), screenSvg(terminal.emulator, 'Agentlings'));
  console.log(`.github/pictures/${name}.svg`);
}

try {
  await using terminal = new Terminal(process.execPath, [launcher, 'start', '--workshop', workspace.folder], {
    columns: 120,
    rows: 34,
    env: { AGENTLINGS_HOME: workspace.state, COLORTERM: 'truecolor' },
  });
  await terminal.see('Welcome');
  terminal.press('down', 'down', 'enter');
  await terminal.see('Response with choices');
  await terminal.see('q quit');
  save(terminal, 'lesson');
  terminal.press('n', 'n');
  await terminal.see('Let the travel assistant hold a conversation');
  // The mistake that this exercise is about: the reply is never pushed onto the list.
  const solution = workspace.read('solutions', '02-multi-turn.ts');
  workspace.write(solution.replace(/^ *messages\.push\(\{ role: 'assistant'.*\n/m, ''), ...exercise);
  await terminal.see(/grade #1 . done/);
  await terminal.see('section multi-turn');
  await terminal.see('r run');
  save(terminal, 'checks');
  workspace.write(solution, ...exercise);
  await terminal.see('All checks pass');
  terminal.press('4');
  await terminal.see('POST /v1/chat/completions');
  await terminal.see('Attempt 1 of');
  // The default conversation has three turns, which is more than a screen: the later ones tell more.
  terminal.press('page-down');
  await terminal.until(() => !terminal.screenText().includes('Attempt 1 of'), 'to scroll');
  save(terminal, 'wire');
} finally {
  workspace.remove();
}
