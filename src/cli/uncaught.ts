import { explain } from './explain.ts';

/**
 * An error that nobody was there to catch, such as one of a library's worker thread, is explained like every other, and
 * ends this process with the status that fits. The screen has a listener of its own, which gives the terminal back.
 */
export function explainUncaught(): void {
  process.on('uncaughtException', (error) => {
    if (process.listenerCount('uncaughtException') > 1) return;
    process.exit(explain(error));
  });
}
