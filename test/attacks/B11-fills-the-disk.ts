// attack: B11, fills the disk with many files of the size that one may have
// verdict: output-limit
import { writeFileSync } from 'node:fs';

const much = Buffer.alloc(16 * 1024 * 1024, 'x');
for (let file = 0; file < 400; file += 1) {
  try {
    writeFileSync(`file-${file}`, much);
  } catch (error) {
    console.log((error as NodeJS.ErrnoException).code);
  }
}
