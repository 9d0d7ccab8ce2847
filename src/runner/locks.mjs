// What Node's permission model leaves open in a submission's process is locked here, before the process becomes the
// submission. A seat belt like that model itself. Imported by `standby.mjs`, and copied beside the bundle with it.
import { isBuiltin, syncBuiltinESMExports } from 'node:module';
import { getSystemErrorMap } from 'node:util';

/**
 * Has SIGUSR1 do nothing. Without a listener Node opens its inspector for it, in which any process of this machine can
 * evaluate what it likes.
 */
export function ignoreInspectorSignal() {
  process.on('SIGUSR1', () => undefined);
}

/** Takes away what writes files elsewhere, opens an inspector, or reaches other processes. */
export function lock() {
  refuse(process, ['_debugProcess', 'execve']);
  const report = {};
  refuse(report, ['writeReport', 'getReport'], true);
  define(process, 'report', Object.freeze(report));
  refuse(builtin('node:inspector'), ['open']);
  // Some of V8's flags name files that it writes.
  refuse(builtin('node:v8'), ['setFlagsFromString', 'setHeapSnapshotNearHeapLimit', 'writeHeapSnapshot']);
  refuse(builtin('node:module'), ['enableCompileCache']);
  refuse(builtin('node:trace_events'), ['createTracing']);
  // Without the flag that leaves it out; to load it takes time.
  const databases = 'node:sqlite';
  if (isBuiltin(databases) && !process.execArgv.includes('--no-experimental-sqlite'))
    refuse(builtin(databases), ['DatabaseSync', 'backup']);
  const os = builtin('node:os');
  const { setPriority } = os;
  const { pid: own } = process;
  define(os, 'setPriority', (...args) => {
    if (args.length > 1 && args[0] !== 0 && args[0] !== own) throw denied('setPriority');
    return setPriority(...args);
  });
  refuseSocketFiles();
  syncBuiltinESMExports();
}

/** Builds of Node can be without some. */
function builtin(name) {
  try {
    return process.getBuiltinModule(name) ?? {};
  } catch {
    return {};
  }
}

/**
 * The class that all sockets with a name in the file system are made of can be had from standard output, which is one
 * without a name.
 */
function refuseSocketFiles() {
  const prototype = Object.getPrototypeOf(process.stdout._handle ?? {});
  if (prototype.constructor.name !== 'Pipe') return;
  const code = [...getSystemErrorMap()].find(([, [name]]) => name === 'EACCES')?.[0] ?? -13;
  for (const name of ['bind', 'connect']) define(prototype, name, () => code);
}

function refuse(target, names, always = false) {
  for (const name of names) {
    if (!always && typeof target[name] !== 'function') continue;
    // Not an arrow, because some are called with `new`.
    define(target, name, function refused() {
      throw denied(name);
    });
  }
}

function define(target, name, value) {
  Object.defineProperty(target, name, { value, writable: false, configurable: false, enumerable: true });
}

/** The same code as the permission model's own refusals. */
function denied(name) {
  const error = new Error(`Access to this API has been restricted: ${name} is switched off for submissions.`);
  return Object.assign(error, { code: 'ERR_ACCESS_DENIED' });
}
