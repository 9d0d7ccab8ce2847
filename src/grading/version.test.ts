import {
  appendFileSync,
  cpSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { projectRoot } from '../runner/project.ts';
import { loadWorkshop } from '../workshop/load.ts';
import { findExercise } from '../workshop/lookup.ts';
import type { Exercise, Workshop } from '../workshop/types.ts';
import type * as VersionModule from './version.ts';

/** A copy of the project, in which everything may be changed. */
let copy: string;
let version: typeof VersionModule;
let workshop: Workshop;
let exercise: Exercise;
beforeAll(async () => {
  copy = realpathSync(mkdtempSync(path.join(tmpdir(), 'agentlings-version-')));
  for (const name of ['src', 'exercises', 'lessons', 'solutions', 'package.json', 'package-lock.json'])
    cpSync(path.join(projectRoot(), name), path.join(copy, name), { recursive: true });
  version = await import(path.join(copy, 'src', 'grading', 'version.ts'));
  workshop = loadWorkshop(copy);
  exercise = findExercise(workshop, 'multi-turn');
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

interface Keys {
  readonly common: string;
  readonly exercise: string | undefined;
}

function keys(): Keys {
  const { common, exercises } = version.gradingVersion(workshop, [exercise], {
    seed: 'a',
    sandbox: 'permission',
  });
  return { common, exercise: exercises.get(exercise.id) };
}

/** What the keys are while a file has a line more. */
function keysWithLineIn(file: string): Keys {
  const text = readFileSync(file);
  appendFileSync(file, '\n# another line\n');
  try {
    return keys();
  } finally {
    writeFileSync(file, text);
  }
}

test('a line more in any file of the program that makes verdicts gives other keys', () => {
  const files = version.decidingFiles();
  expect(files.length).toBeGreaterThan(50);
  const { common } = keys();
  expect(files.filter((file) => keysWithLineIn(file).common === common)).toEqual([]);
});

test('a bundler finds nothing in engine and kit that the keys do not know', async () => {
  const { metafile } = await build({
    absWorkingDir: projectRoot(),
    entryPoints: ['src/grading/engine.ts', 'src/grading/kit.ts', 'src/build.mjs'],
    bundle: true,
    write: false,
    metafile: true,
    outdir: 'nowhere',
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'silent',
  });
  const known = new Set(version.decidingFiles().map((file) => path.relative(copy, file)));
  const inputs = Object.keys(metafile.inputs).map((name) => name.split('/').join(path.sep));
  expect(inputs.length).toBeGreaterThan(50);
  expect(inputs.filter((file) => !known.has(file))).toEqual([]);
});

test.each([
  'exercises/02-multi-turn/grader.test.ts',
  'exercises/02-multi-turn/exercise.yaml',
  // Graders share it.
  'exercises/travel-words.ts',
  'lessons/knowledge/general.yaml',
  'package-lock.json',
])('so does one in %s', (file) => {
  expect(keysWithLineIn(path.join(copy, file))).not.toEqual(keys());
});

test.each([
  'exercises/02-multi-turn/README.md',
  'exercises/02-multi-turn/exercise.ts',
  'exercises/03-parameters/grader.test.ts',
  'src/tui/view.ts',
  'src/classroom/gradebook/csv.ts',
])('a line in %s changes no verdict, and no key', (file) => {
  expect(keysWithLineIn(path.join(copy, file))).toEqual(keys());
});

test('line ends decide nothing', () => {
  const before = keys();
  const file = path.join(copy, 'exercises/02-multi-turn/grader.test.ts');
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.replaceAll('\n', '\r\n'));
  expect(keys()).toEqual(before);
  writeFileSync(file, text);
});
