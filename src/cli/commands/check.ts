import { GradingEngine } from '../../grading/engine.ts';
import { proofFolder } from '../../grading/proof/corpus.ts';
import { KeptVerdicts } from '../../grading/proof/kept.ts';
import { type Proof, type ProofOptions, proveExercises } from '../../grading/proof/prove.ts';
import { renewTelling } from '../../grading/proof/renew.ts';
import { defaultSandbox } from '../../runner/sandbox.ts';
import { loadWorkshop } from '../../workshop/load.ts';
import { selectExercises } from '../../workshop/lookup.ts';
import type { Exercise, Workshop } from '../../workshop/types.ts';
import { proveTexts } from '../check/texts.ts';
import { type ExitStatus, exitStatus, UsageError } from '../exit.ts';
import { parseOptions } from '../options.ts';
import { writeOut } from '../output.ts';
import { ProgressLine } from '../progress-line.ts';
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
    update: { type: 'boolean' },
    'every-scenario': { type: 'boolean' },
    fresh: { type: 'boolean' },
  });
  const workshop = loadWorkshop(workshopRoot(values.workshop));
  const exercises = selectExercises(workshop, positionals);
  const seeds = seedsOf(values.seeds);
  const findings = await checkTexts(workshop, exercises, positionals.length === 0);
  if (values.texts !== true) {
    const sandbox = defaultSandbox();
    const kept =
      values.fresh === true
        ? undefined
        : new KeptVerdicts(proofFolder(workshop), workshop, exercises, sandbox);
    const extent = values['every-scenario'] === true ? 'every-scenario' : 'all';
    const work = { workshop, exercises, update: values.update === true };
    findings.push(...(await checkGraders(work, { seeds, sandbox, kept, extent })));
    kept?.prune();
  }
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
  { workshop, exercises, update }: GraderWork,
  options: Omit<ProofOptions, 'onProgress'>,
): Promise<readonly string[]> {
  const engine = new GradingEngine(workshop, gradingKit(), true);
  const progress = new ProgressLine();
  const telling: ProofOptions = {
    ...options,
    onProgress: (graded, all) => progress.show(`${graded} of ${all} submissions graded`),
  };
  let proofs: readonly Proof[];
  try {
    if (update) await renewTelling(engine, workshop, exercises, telling);
    proofs = await proveExercises(engine, workshop, exercises, telling);
  } finally {
    progress.clear();
    await engine.close();
  }
  const widths = [22, 8, 8, 8] as const;
  await writeOut(row(widths, ['exercise', 'checks', 'right', 'wrong', 'verdict']));
  for (const { exerciseId, checks, submissions, ...proof } of proofs) {
    const amount = (kind: string) => submissions.filter((each) => each.submission.kind === kind).length;
    const all = findingsOf({ exerciseId, checks, submissions, ...proof });
    await writeOut(
      row(widths, [exerciseId, checks.length, amount('right'), amount('wrong'), verdictOf(all)]),
    );
  }
  return proofs.flatMap((proof) => findingsOf(proof).map((finding) => `${proof.exerciseId}: ${finding}`));
}

interface GraderWork {
  readonly workshop: Workshop;
  readonly exercises: readonly Exercise[];
  /** Whether to find out anew which scenarios show what. */
  readonly update: boolean;
}

function findingsOf({ submissions, findings }: Proof): readonly string[] {
  return [...submissions.flatMap((each) => each.findings), ...findings];
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
