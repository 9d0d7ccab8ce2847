import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { corpusOf } from '../../src/grading/proof/corpus.ts';
import { loadWorkshop } from '../../src/workshop/load.ts';
import { allExercises } from '../../src/workshop/lookup.ts';
import { root } from '../project.ts';
import type { Unit } from './shards.ts';

/** All unit tests are one unit: they share a process. */
export const unitTests = 'unit tests';
/** What the proof of an exercise is called, before its id. */
export const proofOf = 'proof of ';

/** The file that proves exercises; which ones, `AGENTLINGS_EXERCISES` says. */
export const proofFile = 'test/proof.all.test.ts';
/** What it proves in short, the other one proves in full. */
const shortProofFile = 'test/proof.test.ts';

/** Seconds on two cores, about; the others take less than ten. */
const weights: Readonly<Record<string, number>> = {
  [unitTests]: 90,
  'test/attacks.all.test.ts': 240,
  'test/feedback.all.test.ts': 120,
  'test/soak.all.test.ts': 120,
  'test/grade.all.test.ts': 60,
  'test/batch.test.ts': 40,
  'test/playground.test.ts': 40,
  'test/story.test.ts': 30,
  'test/cli.test.ts': 30,
};
const otherSeconds = 10;
const secondsForSubmission = 0.5;

/**
 * Everything there is to run.
 * @param beyond only what `npm test` doesn't run
 */
export function allUnits(beyond: boolean): readonly Unit[] {
  const files = testFiles().filter(
    (file) => file !== proofFile && (!beyond || file.endsWith('.all.test.ts') || hasOtherSizes(file)),
  );
  const workshop = loadWorkshop(root);
  const proofs = allExercises(workshop).map((exercise) => ({
    name: `${proofOf}${exercise.id}`,
    weight: corpusOf(workshop, exercise).length * secondsForSubmission,
  }));
  const own = files.map((name) => ({ name, weight: weights[name] ?? otherSeconds }));
  const units = beyond ? [] : [{ name: unitTests, weight: weights[unitTests] ?? otherSeconds }];
  return [...units, ...own, ...proofs];
}

/** Stories that `npm test` tells in one size of the terminal only. */
function hasOtherSizes(file: string): boolean {
  return readFileSync(path.join(root, file), 'utf8').includes("from './sizes.ts'");
}

function testFiles(): readonly string[] {
  return readdirSync(path.join(root, 'test'), { recursive: true, encoding: 'utf8' })
    .map((file) => `test/${file.split(path.sep).join('/')}`)
    .filter(
      (file) =>
        file.endsWith('.test.ts') && file !== shortProofFile && !/^test\/(submissions|workshop)\//.test(file),
    )
    .sort();
}
