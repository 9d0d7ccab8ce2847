import { afterAll, beforeAll, describe, inject, type TaskMeta, test } from 'vitest';
import { hiddenMessage } from '../hidden.ts';
import type { CheckRecord } from '../job.ts';
import type { CheckResult } from '../types.ts';
import { clip } from './describe.ts';
import { type Evidence, evidenceOf } from './evidence.ts';
import { CheckFailure, type Finding } from './failure.ts';
import { Line } from './line.ts';
import { seededRandom } from './random.ts';
import type { CheckDefinition, GraderTools, Scenario } from './scenario.ts';

/** Longer than any attempt may take: the runner's own limits end it, Vitest's timeout only catches our own faults. */
const checkTimeoutMs = 120_000;
/** With many submissions, attempts wait for their turn. */
const longerWithOthers = 20;
/** What `OPENAI_MODEL` names in turn, so that a program with a model of its own is found in every exercise. */
const models = ['gpt-4o-mini', 'gpt-4o'] as const;
/** How many submissions' attempts begin before their checks are looked at. */
const ahead = 3;

/**
 * Declares the grader of an exercise: its scenarios and its checks.
 * Call it once, at the top level of `grader.test.ts`. Vitest runs each check as a test; `npm run grade` starts Vitest.
 * @param exerciseId the exercise's id, without its number
 */
export function grader(exerciseId: string, define: (tools: GraderTools) => void): void {
  const job = inject('agentlings');
  const tasks = job?.tasks.filter((task) => task.exerciseId === exerciseId) ?? [];
  if (job === undefined || tasks.length === 0) {
    throw new Error(`Start this grader with \`npm run grade -- ${exerciseId}\`; it can't run by itself.`);
  }
  const subjects = tasks.map(({ id }) => {
    const definition = collect(define);
    const line = new Line(job.channel, id);
    const attempts = new ScenarioAttempts(`${job.seed}/${exerciseId}`, definition.scenarios, line);
    return { id, definition, line, attempts };
  });
  const timeout = tasks.length === 1 ? checkTimeoutMs : checkTimeoutMs * longerWithOthers;
  for (const [index, { id, definition, line, attempts }] of subjects.entries()) {
    describe(id, () => {
      // The next ones run while the checks of this one are looked at.
      beforeAll(() => {
        for (const next of subjects.slice(index, index + 1 + ahead)) next.attempts.begin();
      });
      declareChecks(definition.checks, attempts, line, timeout);
      afterAll(() => line.close());
    });
  }
}

function declareChecks(
  checks: readonly CheckDefinition[],
  attempts: ScenarioAttempts,
  line: Line,
  timeout: number,
): void {
  const verdicts = new Map<string, CheckResult>();
  for (const check of checks) {
    test(check.id, { timeout }, async ({ task, skip }) => {
      const record = await verify(check, attempts, verdicts);
      verdicts.set(check.id, record.check);
      // Vitest carries `meta` to the engine; only plain data may be in it.
      (task.meta as TaskMeta).agentlings = record;
      line.check(record.check);
      if (record.check.status === 'skipped') skip(record.check.help);
      // Nothing of a submission is in the error: Vitest searches it for a stack trace, and that can be made slow.
      if (record.check.status === 'failed') throw new Error(record.check.title);
    });
  }
}

interface Definition {
  readonly scenarios: readonly Scenario[];
  readonly checks: readonly CheckDefinition[];
}

function collect(define: (tools: GraderTools) => void): Definition {
  const scenarios: Scenario[] = [];
  const checks: CheckDefinition[] = [];
  define({
    scenario: (title, setup = {}) => {
      const scenario = { title, setup, index: scenarios.length };
      scenarios.push(scenario);
      return scenario;
    },
    check: (id, definition) => {
      const unknown = (definition.needs ?? []).find((need) => !checks.some((check) => check.id === need));
      if (unknown !== undefined)
        throw new Error(`The check "${id}" needs "${unknown}", which is not declared before it.`);
      checks.push({ id, ...definition });
    },
  });
  return { scenarios, checks };
}

/** Has each scenario's attempt run once, all of them from the moment when they begin. */
class ScenarioAttempts {
  readonly scenarios: readonly Scenario[];
  readonly #seed: string;
  readonly #line: Line;
  #evidences: readonly Promise<Evidence>[] | undefined;

  constructor(seed: string, scenarios: readonly Scenario[], line: Line) {
    this.#seed = seed;
    this.scenarios = scenarios;
    this.#line = line;
  }

  /** Begins all attempts, unless they have begun. */
  begin(): readonly Promise<Evidence>[] {
    this.#evidences ??= this.scenarios.map((each) => {
      const evidence = this.#run(each);
      // Whoever asks for it hears of the failure.
      evidence.catch(() => undefined);
      return evidence;
    });
    return this.#evidences;
  }

  async of(scenario: Scenario): Promise<Evidence> {
    const evidence = await this.begin()[scenario.index];
    if (evidence === undefined)
      throw new Error(`The scenario "${scenario.title}" is not one of this grader's.`);
    if (evidence.attempt.outcome === 'internal') throw new Error(evidence.attempt.message);
    if (this.#line.fault !== undefined) throw this.#line.fault;
    return evidence;
  }

  async #run({ title, setup, index }: Scenario): Promise<Evidence> {
    const seed = `${this.#seed}/${index}`;
    const {
      args = [],
      env,
      stdin,
      responder,
      hidden = false,
    } = typeof setup === 'function' ? setup(seededRandom(seed), seed) : setup;
    const model = env?.OPENAI_MODEL ?? models[index % models.length] ?? models[0];
    const attempt = await this.#line.attempt(
      { index, title, args, env: { ...env, OPENAI_MODEL: model }, stdin, seed, hidden },
      responder,
    );
    return evidenceOf(attempt, { title, index, model, hidden, stdin, awaited: this.#line.awaited(index) });
  }
}

async function verify(
  check: CheckDefinition,
  attempts: ScenarioAttempts,
  verdicts: ReadonlyMap<string, CheckResult>,
): Promise<CheckRecord> {
  const result = {
    id: check.id,
    title: check.title,
    points: 0,
    maxPoints: check.points,
    lesson: check.lesson,
  };
  const evidences: Evidence[] = [];
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
  const scenarios = check.scenarios ?? attempts.scenarios;
  for (const scenario of scenarios) evidences.push(await attempts.of(scenario));

  const missing = (check.needs ?? []).find((need) => verdicts.get(need)?.status !== 'passed');
  if (missing !== undefined) {
    const title = verdicts.get(missing)?.title ?? missing;
    return record({
      status: 'skipped',
      expected: '',
      actual: '',
      help: `Looked at once this passes: ${title}.`,
    });
  }
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
