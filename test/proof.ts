import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { GradingEngine } from '../src/grading/engine.ts';
import { proofFolder } from '../src/grading/proof/corpus.ts';
import { KeptVerdicts } from '../src/grading/proof/kept.ts';
import { type Proof, proveExercises } from '../src/grading/proof/prove.ts';
import type { Extent } from '../src/grading/proof/tasks.ts';
import { defaultSandbox } from '../src/runner/sandbox.ts';
import { loadWorkshop } from '../src/workshop/load.ts';
import { allExercises, findExercise } from '../src/workshop/lookup.ts';
import { kit, root } from './project.ts';

const workshop = loadWorkshop(root);

/** The exercises that are proven: all, or those that `AGENTLINGS_EXERCISES` names, separated by commas. */
export const exercises =
  (process.env.AGENTLINGS_EXERCISES ?? '') === ''
    ? allExercises(workshop)
    : (process.env.AGENTLINGS_EXERCISES ?? '').split(',').map((name) => findExercise(workshop, name));

/** Declares the proof of all exercises as tests, one for each: they are graded side by side, in one engine. */
export function declareProof(extent: Extent, seeds: readonly [string, ...string[]]): void {
  let proofs: readonly Proof[] = [];
  const sandbox = defaultSandbox();
  const engine = new GradingEngine(workshop, kit, true);
  beforeAll(async () => {
    const kept = new KeptVerdicts(proofFolder(workshop), workshop, exercises, sandbox);
    proofs = await proveExercises(engine, workshop, exercises, { extent, seeds, sandbox, kept });
  }, 3_600_000);
  afterAll(() => engine.close());

  describe.each(exercises.map(({ id }) => id))('%s', (id) => {
    test('is proven', () => {
      const proof = proofs.find(({ exerciseId }) => exerciseId === id);
      expect(proof?.submissions.flatMap(({ findings }) => findings)).toEqual([]);
      expect(proof?.findings).toEqual([]);
    });
  });
}
