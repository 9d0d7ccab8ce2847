import { createHash, type Hash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { importClosure } from '../files/imports.ts';
import type { Sandbox } from '../runner/levels.ts';
import { projectRoot } from '../runner/project.ts';
import type { Exercise, Workshop } from '../workshop/types.ts';

/** Where the code begins that verdicts come from: the engine, the kit of graders, and what submissions run in. */
const entries = [
  'src/grading/engine.ts',
  'src/grading/kit.ts',
  'src/runner/standby.mjs',
  'src/runner/vendor.mjs',
  // It says how they are bundled.
  'src/build.mjs',
] as const;

/** Files of an exercise's folder that are not its grader's. */
const notGrading = new Set(['exercise.ts', '.starter.ts', 'README.md']);

/** What programs are graded with; verdicts of different versions must not stand in one gradebook. */
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
  for (const file of decidingFiles()) add(common, path.relative(projectRoot(), file), file);
  for (const file of workshop.knowledge) add(common, path.relative(workshop.root, file), file);
  common.update(JSON.stringify([seed, sandbox, process.versions.node.split('.')[0]]));
  return {
    common: common.digest('hex'),
    exercises: new Map(exercises.map((exercise) => [exercise.id, exerciseVersion(workshop, exercise)])),
  };
}

/** The key of one verdict: equal keys, equal verdicts. `digest` is the source's; undefined for what was not handed in. */
export function verdictKey(version: GradingVersion, exerciseId: string, digest: string | undefined): string {
  return createHash('sha256')
    .update(JSON.stringify([version.common, version.exercises.get(exerciseId), digest ?? null]))
    .digest('hex');
}

/** Files of the program that a change of which may change a verdict; absolute paths. */
export function decidingFiles(): readonly string[] {
  const root = projectRoot();
  const lock = path.join(root, 'package-lock.json');
  return [
    ...importClosure(entries.map((entry) => path.join(root, entry))),
    ...(existsSync(lock) ? [lock] : []),
  ];
}

function exerciseVersion(workshop: Workshop, exercise: Exercise): string {
  const hash = createHash('sha256');
  const own = readdirSync(exercise.folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && !notGrading.has(entry.name))
    .map(({ name }) => path.join(exercise.folder, name));
  // Graders share word lists, which lie beside their folders.
  const files = new Set([...own, ...importClosure([exercise.graderPath])]);
  for (const file of [...files].sort()) add(hash, path.relative(workshop.root, file), file);
  return hash.digest('hex');
}

/** Line ends may differ between machines; they decide nothing. */
function add(hash: Hash, name: string, file: string): void {
  const text = readFileSync(file, 'utf8').replaceAll('\r\n', '\n');
  hash.update(JSON.stringify([name.split(path.sep).join('/'), text]));
}
