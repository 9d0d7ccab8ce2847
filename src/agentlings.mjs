#!/usr/bin/env node
// The launcher: checks Node's version, builds when the sources are newer than the build, and starts the command line.
import { fileURLToPath } from 'node:url';

// Without a listener Node opens its inspector for this signal, which every process of this user can send: the programs
// that are graded, too.
process.on('SIGUSR1', () => undefined);

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `Agentlings needs Node 20.19 or newer; this is ${process.version}. Install a newer one from https://nodejs.org`,
  );
  process.exit(2);
}
try {
  const { ensureBuilt } = await import('./build.mjs');
  await ensureBuilt();
} catch (error) {
  giveUp(error);
}
// Newer versions of Node keep what they compile, which halves the rest of a start.
const { default: modules } = await import('node:module');
modules.enableCompileCache?.(fileURLToPath(new URL('../.build/compiled', import.meta.url)));
// Nothing is left to do or to write then. Left to itself, Node would close every handle once more, and Node 20 has been
// seen to wait for one of them forever, with a core to itself.
process.once('beforeExit', () => {
  modules.flushCompileCache?.();
  process.exit();
});
await import('../.build/main.js').catch(giveUp);

/** What keeps it from starting, in a line. */
function giveUp(error) {
  const [first] = String(error.message).split('\n');
  if (error.code === 'ERR_MODULE_NOT_FOUND') {
    console.error(`A package is missing (${first}). Run \`npm ci\` in this folder first.`);
    process.exit(2);
  }
  if (error.code === 'EMFILE' || error.code === 'ENFILE') {
    console.error(
      `The system lets this program open too few files at a time (${error.code}). Raise the limit, for example with \`ulimit -n 4096\`.`,
    );
    process.exit(3);
  }
  if (['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EDQUOT'].includes(error.code)) {
    console.error(
      `Agentlings has to build itself in this folder, and can't: ${first}. Make the folder writable, with some room on its disk, and try again.`,
    );
    process.exit(3);
  }
  throw error;
}
