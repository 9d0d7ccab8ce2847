// attack: A5, looks for the grader and the solution by every way that there is
// verdict: failed
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const wanted = ['CANARY_FILE', 'GRADER_FILE', 'SOLUTION_FILE'];
const require = createRequire(import.meta.url);
const binding = () =>
  (process as unknown as { binding: (name: string) => unknown }).binding('fs') as {
    readFileUtf8?: (file: string, flags: number) => string;
  };
const ways: ((file: string) => unknown)[] = [
  (file) => readFileSync(file, 'utf8'),
  (file) => require(file),
  (file) => readdirSync(path.dirname(file)),
  (file) => binding().readFileUtf8?.(file, 0),
  (file) => process.report?.writeReport(`${file}.report`),
];
for (const file of wanted) {
  for (const way of ways) {
    try {
      console.log('got', way(file));
    } catch (error) {
      console.log('no', (error as NodeJS.ErrnoException).code);
    }
  }
  await import(file).then(
    (found) => console.log('got', found),
    (error: NodeJS.ErrnoException) => console.log('no', error.code),
  );
}
