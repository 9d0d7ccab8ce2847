import { hiddenMessage } from '../hidden.ts';
import type { CheckRecord } from '../job.ts';
import type { CheckResult, CheckStatus } from '../types.ts';
import { clip } from './describe.ts';
import type { Evidence } from './evidence.ts';
import { CheckFailure, type Finding } from './failure.ts';
import type { CheckDefinition } from './scenario.ts';

/** What a check came to; `unseen` where none of its scenarios was run. */
type Judgement = { readonly title: string; readonly status: CheckStatus | 'unseen' };

/** Judges the checks of one submission, in the order in which they are declared. */
export class Judge {
  readonly #eachScenario: boolean;
  readonly #judgements = new Map<string, Judgement>();
  /** By a scenario's title: what the checks would have come to with that one alone. */
  readonly #alone = new Map<string, Map<string, Judgement>>();

  /** @param eachScenario whether records tell what each scenario shows by itself */
  constructor(eachScenario: boolean) {
    this.#eachScenario = eachScenario;
  }

  /**
   * Makes the record that the engine makes its verdict of.
   * @param evidences of the check's scenarios, in their order; without any the check is skipped
   */
  async judge(check: CheckDefinition, evidences: readonly Evidence[]): Promise<CheckRecord> {
    const record = await judgeBy(check, evidences, this.#judgements);
    if (!this.#eachScenario) return record;
    const alone: Record<string, CheckStatus> = {};
    for (const evidence of evidences) {
      const judgements = this.#alone.get(evidence.title) ?? new Map<string, Judgement>();
      this.#alone.set(evidence.title, judgements);
      alone[evidence.title] = (await judgeBy(check, [evidence], judgements)).check.status;
    }
    return { ...record, check: { ...record.check, alone } };
  }
}

async function judgeBy(
  check: CheckDefinition,
  evidences: readonly Evidence[],
  judgements: Map<string, Judgement>,
): Promise<CheckRecord> {
  const record = await recordOf(check, evidences, judgements);
  const status = evidences.length === 0 ? 'unseen' : record.check.status;
  judgements.set(check.id, { title: check.title, status });
  return record;
}

async function recordOf(
  check: CheckDefinition,
  evidences: readonly Evidence[],
  judgements: ReadonlyMap<string, Judgement>,
): Promise<CheckRecord> {
  const result = {
    id: check.id,
    title: check.title,
    points: 0,
    maxPoints: check.points,
    lesson: check.lesson,
  };
  const record = (
    rest: Pick<CheckResult, 'status' | 'expected' | 'actual' | 'help'> & Partial<CheckResult>,
    wrongEnd?: Evidence,
  ): CheckRecord => ({
    check: { ...result, ...rest },
    attempts: evidences
      .filter((evidence) => evidence.attempt.outcome !== 'crashed' || evidence === wrongEnd)
      .map(({ index, hidden, attempt: { outcome, message } }) => ({
        index,
        outcome,
        message: hidden ? hiddenMessage(outcome, message) : message,
      })),
  });
  const skipped = (help: string) => record({ status: 'skipped', expected: '', actual: '', help });
  if (evidences.length === 0) return skipped('None of its scenarios was run.');
  // A need that saw none of its own scenarios holds nobody up: they were not asked for.
  const missing = (check.needs ?? [])
    .map((need) => judgements.get(need))
    .find((need) => need?.status !== 'passed' && need?.status !== 'unseen');
  if (missing !== undefined) return skipped(`Looked at once this passes: ${missing.title}.`);
  for (const evidence of evidences) {
    const finding = await findingOf(check, evidence);
    if (finding === undefined) continue;
    return record(
      { status: 'failed', ...explain(check, evidence, finding) },
      finding.aboutEnd === true ? evidence : undefined,
    );
  }
  return record({ status: 'passed', points: check.points, expected: '', actual: '', help: '' });
}

async function findingOf(check: CheckDefinition, evidence: Evidence): Promise<Finding | undefined> {
  try {
    await check.verify(evidence);
    return undefined;
  } catch (error) {
    if (error instanceof CheckFailure) return error.finding;
    throw error;
  }
}

/** Learner-facing texts; of a hidden scenario nothing is told but the check's own words. */
function explain(check: CheckDefinition, evidence: Evidence, finding: Finding) {
  const lesson =
    check.lesson === undefined ? '' : ` See the lesson ${check.lesson.replace('#', ', section ')}.`;
  if (evidence.hidden) {
    return {
      expected: check.title,
      actual: 'it does not hold in a hidden scenario',
      help: `${check.help}${lesson}`,
    };
  }
  const told =
    evidence.args.length === 0
      ? evidence.title
      : `${evidence.title}: ${evidence.args.map((arg) => JSON.stringify(arg)).join(' ')}`;
  return {
    expected: clip(finding.expected),
    actual: `${clip(finding.actual)}\n(${told})`,
    help: `${finding.help ?? check.help}${lesson}`,
    pointer: { attempt: evidence.index, exchange: finding.exchange, message: finding.message },
  };
}
