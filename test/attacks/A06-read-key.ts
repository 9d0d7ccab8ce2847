// attack: A6, looks for keys in its own environment and in that of the processes above it
// verdict: failed
import { readFileSync } from 'node:fs';

console.log('own', JSON.stringify(process.env));
for (const pid of ['self', String(process.ppid), '1']) {
  for (const name of ['environ', 'cmdline', 'maps', 'cwd']) {
    try {
      console.log(pid, name, readFileSync(`/proc/${pid}/${name}`, 'utf8').replaceAll('\0', ' '));
    } catch (error) {
      console.log(pid, name, (error as NodeJS.ErrnoException).code);
    }
  }
}
