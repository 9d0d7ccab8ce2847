// The program of a process that stands by: it has loaded the SDK and waits to be told what to run. Then it becomes that
// program, with its arguments and environment. Copied beside the bundle as it is; see `standby.ts`.
import { closeSync, readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { ignoreInspectorSignal, lock } from './locks.mjs';

ignoreInspectorSignal();

// The SDK, and all that its first request loads.
await import('./vendor/openai.js').catch(() => undefined);
await fetch('data:,').catch(() => undefined);

// The HTTP parser of `fetch` is WebAssembly. V8 would begin to optimise it after two requests, and Node waits for that
// before it ends: a third of a short program's time. Only now, because flags that differ from those that Node was built
// with make it compile its own modules anew.
setFlagsFromString('--wasm-tiering-budget=1000000000');
lock();

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
