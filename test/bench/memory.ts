import { readdirSync, readFileSync } from 'node:fs';
import { launcher } from '../project.ts';
import { Terminal } from '../terminal.ts';
import { createWorkspace } from '../workspace.ts';

/** A save a minute, and every lesson and exercise opened and read on four times. */
const saves = 60;
const rounds = 4;

export interface MemoryUsed {
  /** MiB in memory that are this process's. */
  readonly screen: number;
  /** Of the process that runs and grades for it. */
  readonly workbench: number;
}

/** What the screen and its workbench hold after an hour's use; Linux only. */
export async function memoryAfterAnHour(): Promise<MemoryUsed> {
  const workspace = createWorkspace();
  try {
    await using terminal = new Terminal(
      process.execPath,
      [launcher, 'start', '--workshop', workspace.folder],
      { columns: 120, rows: 40, env: { AGENTLINGS_HOME: workspace.state } },
    );
    await terminal.see('Welcome to Agentlings');
    for (let round = 0; round < rounds; round += 1) {
      terminal.press(':', ...'setup', 'enter');
      await terminal.see('In this workshop');
      for (let item = 1; item < 43; item += 1) {
        const before = terminal.screenText();
        terminal.press('n');
        await terminal.until(() => terminal.screenText() !== before, 'for the next one');
        await terminal.seeNo('Loading');
        terminal.press(' ', ' ');
      }
    }
    const file = ['exercises', '01-single-turn', 'exercise.ts'] as const;
    const solution = workspace.read('solutions', '01-single-turn.ts');
    terminal.press(':', ...'01', 'enter');
    await terminal.see('01 Single turn');
    for (let save = 1; save <= saves; save += 1) {
      workspace.write(`${solution}\n// save ${save}\n`, ...file);
      await terminal.see(new RegExp(`#${save} .* done`));
    }
    return { screen: ownMiB(terminal.pid), workbench: ownMiB(workbenchOf(terminal.pid)) };
  } finally {
    workspace.remove();
  }
}

function workbenchOf(parent: number): number {
  const found = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .find((pid) => {
      try {
        const status = readFileSync(`/proc/${pid}/stat`, 'utf8');
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
        return (
          Number(status.slice(status.lastIndexOf(')') + 2).split(' ')[1]) === parent &&
          command.includes('workbench')
        );
      } catch {
        return false;
      }
    });
  if (found === undefined) throw new Error('The screen has no workbench.');
  return Number(found);
}

/** Resident memory; what it shares with other processes counts in parts. */
function ownMiB(pid: number): number {
  const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  return Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1] ?? Number.NaN) / 1024;
}
