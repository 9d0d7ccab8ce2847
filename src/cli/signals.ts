const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Calls `stop` at the first Ctrl-C (or SIGTERM, SIGHUP), so that running attempts can be ended; a second one ends this
 * process at once.
 * @returns a function that takes the handlers away
 */
export function onInterrupt(stop: () => void): () => void {
  let asked = false;
  const handle = () => {
    if (asked) process.exit(130);
    asked = true;
    stop();
  };
  for (const signal of signals) process.on(signal, handle);
  return () => {
    for (const signal of signals) process.off(signal, handle);
  };
}
