import { GradingEngine } from '../../grading/engine.ts';
import { type Proof, proveExercise } from '../../grading/proof.ts';
import { defaultSandbox } from '../../runner/sandbox.ts';
import { loadWorkshop } from '../../workshop/load.ts';
import { selectExercises } from '../../workshop/lookup.ts';
import type { Exercise, Workshop } from '../../workshop/types.ts';
import { proveTexts } from '../check/texts.ts';
import { type ExitStatus, exitStatus, UsageError } from '../exit.ts';
import { parseOptions } from '../options.ts';
import { writeOut } from '../output.ts';
import { gradingKit, workshopRoot } from '../root.ts';

const defaultSeeds = 5;

/**
 * `npm run check`: for authors, the proof that texts hold what they promise, and that graders pass what is right and
 * fail what is wrong, as two tables.
 */
export async function checkCommand(argv: readonly string[]): Promise<ExitStatus> {
  const { values, positionals } = parseOptions(argv, {
    seeds: { type: 'string' },
    texts: { type: 'boolean' },
  });
  const workshop = loadWorkshop(workshopRoot(values.workshop));
  const exercises = selectExercises(workshop, positionals);
  const seeds = seedsOf(values.seeds);
  const findings = await checkTexts(workshop, exercises, positionals.length === 0);
  if (values.texts !== true) findings.push(...(await checkGraders(workshop, exercises, seeds)));
  if (findings.length > 0) await writeOut(`\n${findings.join('\n')}\n`);
  return findings.length === 0 ? exitStatus.passed : exitStatus.failed;
}

function seedsOf(value: string | undefined): readonly [string, ...string[]] {
  const amount = value === undefined ? defaultSeeds : Number(value);
  if (!Number.isInteger(amount) || amount < 1)
    throw new UsageError(`--seeds wants a number of seeds, 1 or more, and not "${value}".`);
  const [first = 'check-1', ...more] = Array.from({ length: amount }, (_, index) => `check-${index + 1}`);
  return [first, ...more];
}

async function checkTexts(
  workshop: Workshop,
  exercises: readonly Exercise[],
  everything: boolean,
): Promise<string[]> {
  const widths = [52, 9, 7, 6, 11] as const;
  await writeOut(row(widths, ['text', 'minutes', 'links', 'code', 'questions', 'verdict']));
  const proofs = await proveTexts(workshop, exercises, everything);
  for (const { name, minutes, links, code, questions, findings } of proofs) {
    await writeOut(row(widths, [name, minutes.toFixed(1), links, code, questions, verdictOf(findings)]));
  }
  await writeOut('\n');
  return proofs.flatMap(({ findings }) => findings);
}

async function checkGraders(
  workshop: Workshop,
  exercises: readonly Exercise[],
  seeds: readonly [string, ...string[]],
): Promise<readonly string[]> {
  const widths = [22, 8, 8, 8] as const;
  await writeOut(row(widths, ['exercise', 'checks', 'right', 'wrong', 'verdict']));
  const engine = new GradingEngine(workshop, gradingKit(), true);
  const proofs: Proof[] = [];
  try {
    for (const exercise of exercises) {
      const proof = await proveExercise(engine, workshop, exercise, { seeds, sandbox: defaultSandbox() });
      proofs.push(proof);
      const { exerciseId, checks, right, wrong, findings } = proof;
      await writeOut(row(widths, [exerciseId, checks, right, wrong, verdictOf(findings)]));
    }
  } finally {
    await engine.close();
  }
  return proofs.flatMap(({ exerciseId, findings }) => findings.map((finding) => `${exerciseId}: ${finding}`));
}

function verdictOf(findings: readonly string[]): string {
  return findings.length === 0 ? 'proven' : `${findings.length} to mend`;
}

function row(widths: readonly number[], cells: readonly (string | number)[]): string {
  return `${cells
    .map((cell, index) => String(cell).padEnd(widths[index] ?? 0))
    .join('')
    .trimEnd()}\n`;
}
