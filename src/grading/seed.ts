import { createHmac, randomBytes } from 'node:crypto';
import { lstat, readFile } from 'node:fs/promises';
import { maxSourceBytes } from '../runner/compile.ts';

/** A new seed for a grade. With so many bits nobody who has seen replies can find out by trying which others follow. */
export function newSeed(): string {
  return randomBytes(16).toString('hex');
}

/**
 * The seed of one submission's attempts. It follows from the grade's, which nothing that a program sees tells, and from
 * the submission's own text: whoever changes it, to print what came last time, is asked and told something else. What
 * is no ordinary file of a source's size is not graded, and not read either.
 * @param file absolute path of the submission
 */
export async function seedOf(gradeSeed: string, file: string): Promise<string> {
  const stats = await lstat(file).catch(() => undefined);
  const isSource = stats?.isFile() === true && stats.size <= maxSourceBytes;
  const bytes = isSource ? await readFile(file).catch(() => undefined) : undefined;
  // As a batch hands it on, without a mark at its begin, so that the same text has the same seed there and here.
  const source = new TextDecoder().decode(bytes);
  return createHmac('sha256', gradeSeed).update(source).digest('hex');
}
