// attack: B11, makes folders so deep that their paths are longer than any system allows, and closes one
// verdict: output-limit
import { chmodSync, mkdirSync, mkdtempSync } from 'node:fs';

const closed = mkdtempSync('closed-');
mkdirSync(`${closed}/in`);
chmodSync(closed, 0);
const name = 'd'.repeat(200);
for (let depth = 0; depth < 3_000; depth += 1) {
  mkdirSync(name);
  process.chdir(name);
}
