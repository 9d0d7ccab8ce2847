import { afterAll, inject, type TaskMeta, test } from 'vitest';
import { runAttempt } from '../../runner/attempt.ts';
import type { Attempt } from '../../runner/types.ts';
import type { CheckRecord, Job, JobSubmission } from '../job.ts';
import type { CheckResult } from '../types.ts';
import { type Evidence, evidenceOf } from './evidence.ts';
import { CheckFailure, type Finding } from './failure.ts';
import { Line } from './line.ts';
import { limitConcurrency } from './pool.ts';
import { seededRandom } from './random.ts';
import type { CheckDefinition, GraderTools, Scenario, ScenarioSetup } from './scenario.ts';

/** Longer than any attempt may take: the runner's own limits end it, Vitest's timeout only catches our own faults. */
const checkTimeoutMs = 120_000;

/**
 * Declares the grader of an exercise: its scenarios and its checks.
 * Call it once, at the top level of `grader.test.ts`. Vitest runs each check as a test; `npm run grade` starts Vitest.
 * @param exerciseId the exercise's id, without its number
 */
export function grader(exerciseId: string, define: (tools: GraderTools) => void): void {
  const job = inject('agentlings');
  const submission = job?.submissions[exerciseId];
  if (job === undefined || submission === undefined) {
    throw new Error(`Start this grader with \`npm run grade -- ${exerciseId}\`; it can't run by itself.`);
  }
  const definition = collect(define);
  const line = new Line(job.channel, exerciseId);
  const attempts = new AttemptsOf(exerciseId, job, submission, definition.scenarios, line);
  const statuses = new Map<string, CheckResult['status']>();

  for (const check of definition.checks) {
    test(check.id, { timeout: checkTimeoutMs }, async ({ task, skip }) => {
      const record = await verify(check, attempts, statuses);
      statuses.set(check.id, record.check.status);
      // Vitest carries `meta` to the engine; only plain data may be in it.
      (task.meta as TaskMeta).agentlings = record;
      line.send({ type: 'check', check: record.check });
      if (record.check.status === 'skipped') skip(record.check.help);
      if (record.check.status === 'failed') throw new Error(`${record.check.title}: ${record.check.actual}`);
    });
  }
  afterAll(() => line.close());
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

/** Runs each scenario's attempt once, all of them from the moment the first is asked for. */
class AttemptsOf {
  readonly scenarios: readonly Scenario[];
  readonly #exerciseId: string;
  readonly #job: Job;
  readonly #submission: JobSubmission;
  readonly #line: Line;
  readonly #hidden = new Set<number>();
  #results: readonly Promise<Attempt>[] | undefined;

  constructor(
    exerciseId: string,
    job: Job,
    submission: JobSubmission,
    scenarios: readonly Scenario[],
    line: Line,
  ) {
    this.#exerciseId = exerciseId;
    this.#job = job;
    this.#submission = submission;
    this.scenarios = scenarios;
    this.#line = line;
  }

  async of(scenario: Scenario): Promise<Evidence> {
    this.#results ??= this.scenarios.map((each) => limitConcurrency(() => this.#run(each)));
    const attempt = await this.#results[scenario.index];
    if (attempt === undefined)
      throw new Error(`The scenario "${scenario.title}" is not one of this grader's.`);
    if (attempt.outcome === 'internal') throw new Error(attempt.message);
    return evidenceOf(attempt, scenario.title, scenario.index, this.#hidden.has(scenario.index));
  }

  async #run(scenario: Scenario): Promise<Attempt> {
    const seed = `${this.#job.seed}/${this.#exerciseId}/${scenario.index}`;
    const setup: ScenarioSetup =
      typeof scenario.setup === 'function' ? scenario.setup(seededRandom(seed), seed) : scenario.setup;
    const attempt = scenario.index;
    if (setup.hidden === true) this.#hidden.add(attempt);
    this.#line.send({ type: 'attempt-started', attempt, title: scenario.title, args: setup.args ?? [] });
    const result = await runAttempt({
      ...setup,
      file: this.#submission.file,
      limits: this.#submission.limits,
      logFolder: this.#submission.logFolder,
      sandbox: this.#job.sandbox,
      knowledge: this.#job.knowledge,
      seed,
      signal: this.#line.stopped,
      onEvent: (event) => this.#line.send({ attempt, ...event }),
    });
    this.#line.send({ type: 'attempt-ended', attempt, result });
    return result;
  }
}

async function verify(
  check: CheckDefinition,
  attempts: AttemptsOf,
  statuses: ReadonlyMap<string, CheckResult['status']>,
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
  ): CheckRecord => ({
    check: { ...result, ...rest },
    attempts: evidences.map(({ index, attempt: { outcome, message } }) => ({ index, outcome, message })),
  });
  const scenarios = check.scenarios ?? attempts.scenarios;
  for (const scenario of scenarios) evidences.push(await attempts.of(scenario));

  const missing = (check.needs ?? []).find((need) => statuses.get(need) !== 'passed');
  if (missing !== undefined) {
    return record({
      status: 'skipped',
      expected: '',
      actual: '',
      help: `This is looked at once "${missing}" passes.`,
    });
  }
  for (const evidence of evidences) {
    const finding = await findingOf(check, evidence);
    if (finding === undefined) continue;
    return record({ status: 'failed', ...explain(check, evidence, finding) });
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
    expected: finding.expected,
    actual: `${finding.actual}\n(${told})`,
    help: `${finding.help ?? check.help}${lesson}`,
    pointer: { attempt: evidence.index, exchange: finding.exchange, message: finding.message },
  };
}
