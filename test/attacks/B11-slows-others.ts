// attack: B11, gives the process that grades it, and those around it, the lowest priority
// verdict: failed
import os, { getPriority, setPriority } from 'node:os';

const before = getPriority(process.ppid);
for (const pid of [process.ppid, process.ppid + 1, process.pid - 1, process.pid + 1, 1]) {
  for (const set of [setPriority, os.setPriority, process.getBuiltinModule('os').setPriority]) {
    try {
      set(pid, 19);
    } catch (error) {
      console.log(pid, (error as NodeJS.ErrnoException).code);
    }
  }
}
if (getPriority(process.ppid) !== before) console.log('GOT THROUGH');
