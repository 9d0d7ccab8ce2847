import { afterAll, beforeAll, describe, inject, type TaskMeta, test } from 'vitest';
import type { JobTask } from '../job.ts';
import { Judge } from './judge.ts';
import { Line } from './line.ts';
import type { CheckDefinition, GraderTools, Scenario } from './scenario.ts';
import { ScenarioAttempts } from './scenario-attempts.ts';

/** Longer than any attempt may take: the runner's own limits end it, Vitest's timeout only catches our own faults. */
const checkTimeoutMs = 120_000;
/** With many submissions, attempts wait for their turn. */
const longerWithOthers = 20;
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
  const subjects = tasks.map((task) => {
    const { scenarios, checks } = collect(define);
    const line = new Line(job.channel, task.id);
    const attempts = new ScenarioAttempts(`${task.seed}/${exerciseId}`, chosen(scenarios, task), line);
    const judge = new Judge(task.eachScenario === true);
    return { id: task.id, checks, line, attempts, judge };
  });
  const timeout = tasks.length === 1 ? checkTimeoutMs : checkTimeoutMs * longerWithOthers;
  for (const [index, { id, checks, line, attempts, judge }] of subjects.entries()) {
    describe(id, () => {
      // The next ones run while the checks of this one are looked at.
      beforeAll(() => {
        for (const next of subjects.slice(index, index + 1 + ahead)) next.attempts.begin();
      });
      declareChecks({ checks, line, attempts, judge }, timeout);
      afterAll(() => line.close());
    });
  }
}

interface Subject {
  readonly checks: readonly CheckDefinition[];
  readonly attempts: ScenarioAttempts;
  readonly line: Line;
  readonly judge: Judge;
}

function declareChecks({ checks, attempts, line, judge }: Subject, timeout: number): void {
  for (const check of checks) {
    test(check.id, { timeout }, async ({ task, skip }) => {
      const record = await judge.judge(check, await attempts.of(check.scenarios));
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
      if (scenarios.some((each) => each.title === title))
        throw new Error(`There are two scenarios "${title}". Give each a title of its own.`);
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

/** The scenarios that a task runs. Those that there are none of are left out, and what they would show is not seen. */
function chosen(scenarios: readonly Scenario[], { scenarios: titles }: JobTask): readonly Scenario[] {
  return titles === undefined ? scenarios : scenarios.filter(({ title }) => titles.includes(title));
}
