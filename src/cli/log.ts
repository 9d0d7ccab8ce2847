import { appendFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { projectRoot } from '../runner/project.ts';
import { stateFolder } from './state-folder.ts';

/** The log file's path; `AGENTLINGS_HOME` moves it with the rest of the state. */
export function logFile(): string {
  return path.join(stateFolder(projectRoot()), 'agentlings.log');
}

/**
 * Writes an error of ours with its stack trace to the log file, or to the temporary folder when that can't be written.
 * @returns the file, or `undefined` when neither can be written
 */
export function logCrash(error: unknown): string | undefined {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const entry = `${new Date().toISOString()} ${process.version} ${process.platform} ${process.argv.slice(2).join(' ')}\n${text}\n\n`;
  for (const file of [logFile(), path.join(tmpdir(), 'agentlings.log')]) {
    try {
      mkdirSync(path.dirname(file), { recursive: true });
      appendFileSync(file, entry);
      return file;
    } catch {
      // Try the next place; with none left the message on the screen has to do.
    }
  }
  return undefined;
}
