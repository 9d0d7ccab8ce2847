import { GradingEngine } from '../../grading/engine.ts';
import { type Proof, proveExercise } from '../../grading/proof.ts';
import { defaultSandbox } from '../../runner/sandbox.ts';
import { loadWorkshop } from '../../workshop/load.ts';
import { selectExercises } from '../../workshop/lookup.ts';
import { type ExitStatus, exitStatus } from '../exit.ts';
import { parseOptions } from '../options.ts';
import { writeOut } from '../output.ts';
import { gradingKit, workshopRoot } from '../root.ts';

const seeds = ['check-1', 'check-2', 'check-3', 'check-4', 'check-5'] as const;

/** `npm run check`: for authors, the proof that graders pass what is right and fail what is wrong, as a table. */
export async function checkCommand(argv: readonly string[]): Promise<ExitStatus> {
  const { values, positionals } = parseOptions(argv, {});
  const workshop = loadWorkshop(workshopRoot(values.workshop));
  const exercises = selectExercises(workshop, positionals);
  const engine = new GradingEngine(workshop, gradingKit(), true);
  await writeOut(row(['exercise', 'checks', 'right', 'wrong', 'verdict']));
  const proofs: Proof[] = [];
  try {
    for (const exercise of exercises) {
      const proof = await proveExercise(engine, workshop, exercise, { seeds, sandbox: defaultSandbox() });
      proofs.push(proof);
      const verdict = proof.findings.length === 0 ? 'proven' : `${proof.findings.length} to mend`;
      await writeOut(row([proof.exerciseId, proof.checks, proof.right, proof.wrong, verdict]));
    }
  } finally {
    await engine.close();
  }
  const findings = proofs.flatMap((proof) =>
    proof.findings.map((finding) => `${proof.exerciseId}: ${finding}`),
  );
  if (findings.length > 0) await writeOut(`\n${findings.join('\n')}\n`);
  return findings.length === 0 ? exitStatus.passed : exitStatus.failed;
}

const widths = [22, 8, 8, 8, 0] as const;

function row(cells: readonly (string | number)[]): string {
  return `${cells
    .map((cell, index) => String(cell).padEnd(widths[index] ?? 0))
    .join('')
    .trimEnd()}\n`;
}
