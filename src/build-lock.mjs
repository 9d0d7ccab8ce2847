// One build at a time, also when several processes ask for it. Plain JavaScript, because it runs before anything is
// compiled.
import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';

/** A build takes a second or two, and a minute on a very slow machine. */
const patienceMs = 60_000;
const lookMs = 50;
/** Who waits longer wants to know for what. */
const quietMs = 1_000;
/** A lock is written the moment it is made; one that stays empty was left in between. */
const emptyMs = 2_000;

/**
 * Does some work while no other process holds the lock. A lock names its process: one whose process is dead, by Ctrl-C
 * for instance, is taken over at once.
 * @param {string} lock path of the file that is the lock
 * @param {() => Promise<void>} work
 * @param {(text: string) => void} say told when it takes a while
 */
export async function withLock(lock, work, say) {
  const began = performance.now();
  let said = false;
  while (!take(lock)) {
    const holder = holderOf(lock);
    const waited = performance.now() - began;
    if (holder.dead || waited > patienceMs) remove(lock, holder.text);
    else {
      if (waited > quietMs && !said) say(`Waiting for process ${holder.pid}, which builds Agentlings …`);
      said ||= waited > quietMs;
      await delay(lookMs);
    }
  }
  try {
    await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function take(lock) {
  try {
    writeFileSync(lock, `${process.pid} ${hostname()}`, { flag: 'wx' });
    return true;
  } catch (error) {
    // Windows refuses a name for a moment after its file was removed.
    const taken = error.code === 'EEXIST' || (error.code === 'EPERM' && process.platform === 'win32');
    if (taken) return false;
    throw error;
  }
}

/** Whose lock it is. Of another machine's process, on a disk that both see, nothing can be told. */
function holderOf(lock) {
  let text = '';
  try {
    text = readFileSync(lock, 'utf8');
  } catch (error) {
    // Earlier versions made a folder.
    if (error.code === 'EISDIR') return { text, pid: 0, dead: true };
    return { text, pid: 0, dead: false };
  }
  const [, pid, host] = /^(\d+) (.*)$/s.exec(text) ?? [];
  if (pid === undefined) return { text, pid: 0, dead: ageOf(lock) > emptyMs };
  return { text, pid: Number(pid), dead: host === hostname() && !isAlive(Number(pid)) };
}

function ageOf(lock) {
  const made = statSync(lock, { throwIfNoEntry: false })?.mtimeMs;
  return made === undefined ? 0 : Date.now() - made;
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code !== 'ESRCH';
  }
}

/** Under another name first: whoever has taken it over in between gets it back. */
function remove(lock, text) {
  const aside = `${lock}.${process.pid}`;
  try {
    renameSync(lock, aside);
    if (readText(aside) === text) rmSync(aside, { recursive: true, force: true });
    else renameSync(aside, lock);
  } catch {
    // Somebody else was faster.
  }
}

function readText(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
