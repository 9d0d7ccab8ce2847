// The program of a process that stands by: it has loaded the SDK and waits to be told what to run. Then it becomes that
// program, with its arguments and environment. Copied beside the bundle as it is; see `standby.ts`.
import { closeSync, readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

// The SDK, and all that its first request loads.
await import('./vendor/openai.js').catch(() => undefined);
await fetch('data:,').catch(() => undefined);

// Blocks until the other side has written its one message and closed the pipe.
const order = readFileSync(3, 'utf8');
closeSync(3);
if (order !== '') {
  const { program, args, env } = JSON.parse(order);
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, env);
  process.argv.splice(1, process.argv.length - 1, program, ...args);
  await import(pathToFileURL(program).href);
}
