/**
 * Node opens its inspector for SIGUSR1, which any process of the same user can send, and whoever then connects can
 * evaluate what they like. Two things keep it closed: newer versions of Node have a flag, and a listener takes the
 * signal in all of them. With the flag alone the signal would end the process.
 */

/** For each process of Node that is started here; empty where Node has no such flag. */
export const noInspectorFlags: readonly string[] = process.allowedNodeEnvironmentFlags.has(
  '--disable-sigusr1',
)
  ? ['--disable-sigusr1']
  : [];

/** The listener, for processes whose own code would come to it only after its imports. */
export const listenerFlag = '--import=data:text/javascript,process.on("SIGUSR1",()=>{})';
