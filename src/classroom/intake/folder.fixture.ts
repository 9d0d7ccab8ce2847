import { mkdtempSync, rmSync } from 'node:fs';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { defaultLimits, type Exercise } from '../../workshop/types.ts';
import { collectSubmissions } from './collect.ts';

/** Exercises as the workshop has them, as far as an intake looks at them. */
export const exercises: readonly Exercise[] = ['01-single-turn', '02-multi-turn', '06-streaming'].map(
  exercise,
);

function exercise(folderName: string): Exercise {
  const folder = path.join('/workshop/exercises', folderName);
  const id = folderName.slice(3);
  return {
    kind: 'exercise',
    id,
    number: folderName.slice(0, 2),
    chapterId: 'basics',
    title: id,
    summary: '',
    points: 10,
    limits: defaultLimits,
    hints: [],
    lessons: [],
    args: [],
    folder,
    readmePath: path.join(folder, 'README.md'),
    submissionPath: path.join(folder, 'exercise.ts'),
    starterPath: path.join(folder, '.starter.ts'),
    graderPath: path.join(folder, 'grader.test.ts'),
    solutionPath: path.join('/workshop/solutions', `${folderName}.ts`),
  };
}

/** A new folder that is gone after the test, readable by everybody. */
export async function temporaryFolder(): Promise<string> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'intake-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  await chmod(folder, 0o755);
  return folder;
}

/** Writes files below a folder; names that end in a slash become empty folders. */
export async function write(root: string, files: Readonly<Record<string, string | Buffer>>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(root, name);
    await mkdir(name.endsWith('/') ? file : path.dirname(file), { recursive: true });
    if (!name.endsWith('/')) await writeFile(file, text);
  }
}

/** A submission with the texts of its sources. */
export type ReadSubmission = Awaited<ReturnType<typeof collectWithSources>>['submissions'][number];

/** An intake with the texts of everybody's sources, as they are read when they are wanted. */
export async function collectWithSources(...args: Parameters<typeof collectSubmissions>) {
  const { submissions, notes } = await collectSubmissions(...args);
  const read = submissions.map(async ({ read: readSources, digests, ...submission }) => {
    const sources = await readSources();
    expect([...sources.keys()]).toEqual([...digests.keys()]);
    return { ...submission, sources };
  });
  return { submissions: await Promise.all(read), notes };
}
