// attack: A13, writes where it may not: beside the canary, into the workshop, over the grader
// verdict: failed
import { appendFileSync, linkSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';

const ways: (() => void)[] = [
  () => writeFileSync('CANARY_FILE.mine', 'I was here'),
  () => appendFileSync('GRADER_FILE', '// I was here'),
  () => rmSync('GRADER_FILE'),
  () => renameSync('CANARY_FILE', 'CANARY_FILE.moved'),
  () => symlinkSync('CANARY_FILE', 'canary'),
  () => linkSync('CANARY_FILE', 'canary'),
  () => writeFileSync('canary', 'mine'),
];
for (const way of ways) {
  try {
    way();
  } catch (error) {
    console.log((error as NodeJS.ErrnoException).code);
  }
}
