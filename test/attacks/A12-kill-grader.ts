// attack: A12, kills the process that grades it
// verdict: failed
export {};

for (const pid of [process.ppid, -process.ppid]) {
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    try {
      process.kill(pid, signal);
      console.log('killed', pid);
    } catch (error) {
      console.log((error as NodeJS.ErrnoException).code);
    }
  }
}
