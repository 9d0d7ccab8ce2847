import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Sandbox } from '../../runner/levels.ts';
import { projectRoot } from '../../runner/project.ts';
import type { Exercise, Workshop } from '../../workshop/types.ts';

/** Parts of this program that verdicts come from; reports, screens and the intake change none. */
const deciding = ['grading', 'model', 'runner'];
const undeciding = ['gradebook', 'batch', 'intake', 'reports', 'provider', 'playground'];
/** Files of an exercise's folder that are not its grader's. */
const notGrading = new Set(['exercise.ts', '.starter.ts', 'README.md']);

/** What a whole batch is graded with; verdicts of different versions must not stand in one gradebook. */
export interface GradingVersion {
  /** Everything that is the same for all exercises. */
  readonly common: string;
  /** By exercise id: its grader and what belongs to it. */
  readonly exercises: ReadonlyMap<string, string>;
}

/**
 * Fingerprints of everything but the submission that decides a verdict. They depend on contents alone, so that two
 * machines with the same files agree.
 */
export function gradingVersion(
  workshop: Workshop,
  exercises: readonly Exercise[],
  { seed, sandbox }: { readonly seed: string; readonly sandbox: Sandbox },
): GradingVersion {
  const common = createHash('sha256');
  for (const file of programFiles()) add(common, path.relative(projectRoot(), file), file);
  for (const file of workshop.knowledge) add(common, path.relative(workshop.root, file), file);
  common.update(JSON.stringify([seed, sandbox, process.versions.node.split('.')[0]]));
  return {
    common: common.digest('hex'),
    exercises: new Map(exercises.map((exercise) => [exercise.id, exerciseVersion(exercise)])),
  };
}

/** The key of one verdict: equal keys, equal verdicts. `digest` is the source's; undefined for what was not handed in. */
export function verdictKey(version: GradingVersion, exerciseId: string, digest: string | undefined): string {
  return createHash('sha256')
    .update(JSON.stringify([version.common, version.exercises.get(exerciseId), digest ?? null]))
    .digest('hex');
}

function programFiles(): readonly string[] {
  const root = projectRoot();
  const files = deciding.flatMap((part) => filesIn(path.join(root, 'src', part)));
  const lock = path.join(root, 'package-lock.json');
  return [...files, ...(existsSync(lock) ? [lock] : [])];
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.(test|fixture)\.ts$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => !undeciding.includes(path.relative(folder, file).split(path.sep)[0] ?? ''))
    .sort();
}

function exerciseVersion(exercise: Exercise): string {
  const hash = createHash('sha256');
  const names = readdirSync(exercise.folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && !notGrading.has(entry.name))
    .map(({ name }) => name)
    .sort();
  for (const name of names) add(hash, name, path.join(exercise.folder, name));
  return hash.digest('hex');
}

/** Line ends may differ between machines; they decide nothing. */
function add(hash: ReturnType<typeof createHash>, name: string, file: string): void {
  const text = readFileSync(file, 'utf8').replaceAll('\r\n', '\n');
  hash.update(JSON.stringify([name.split(path.sep).join('/'), text]));
}
