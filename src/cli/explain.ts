import { closeSync, openSync } from 'node:fs';
import { ProgressError } from '../progress/store.ts';
import { SurroundingsError, surroundingsText } from '../runner/surroundings.ts';
import { UnknownItemError, WorkshopError } from '../workshop/errors.ts';
import { type ExitStatus, exitStatus, UsageError } from './exit.ts';
import { logCrash } from './log.ts';

/** Says on standard error what went wrong and what to do next, and returns the exit status that fits. */
export function explain(error: unknown): ExitStatus {
  if (error instanceof UsageError || error instanceof UnknownItemError) {
    console.error(error.message);
    return exitStatus.usage;
  }
  if (error instanceof ProgressError || error instanceof SurroundingsError) {
    console.error(error.message);
    return exitStatus.internal;
  }
  if (error instanceof WorkshopError) {
    console.error(`The workshop's files have mistakes:\n${error.message}`);
    return exitStatus.usage;
  }
  const around = surroundingsText(error) ?? surroundingsText(handleTrouble());
  if (around !== undefined) {
    logCrash(error);
    console.error(`${around} Nothing of your work was changed.`);
    return exitStatus.internal;
  }
  const file = logCrash(error);
  const message = error instanceof Error ? error.message : String(error);
  console.error(`Agentlings itself failed: ${message.split('\n')[0]}`);
  if (file !== undefined)
    console.error(`What happened in detail is in ${file}. Nothing of your work was changed.`);
  return exitStatus.internal;
}

/** So many files can be open besides, wherever anything can be graded. */
const spareHandles = 64;

/**
 * What can't open a file may end without a word of it, as worker threads do, or say that a package is missing. Whether
 * that was it can be tried.
 */
function handleTrouble(): unknown {
  const opened: number[] = [];
  try {
    while (opened.length < spareHandles) opened.push(openSync(process.execPath, 'r'));
    return undefined;
  } catch (error) {
    return error;
  } finally {
    for (const each of opened) closeSync(each);
  }
}
