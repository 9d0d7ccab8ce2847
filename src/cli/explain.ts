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
  const around = surroundingsText(error);
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
