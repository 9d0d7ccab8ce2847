import { type Evidence, evidenceOf } from './evidence.ts';
import type { Line } from './line.ts';
import { seededRandom } from './random.ts';
import type { Scenario } from './scenario.ts';

/** What `OPENAI_MODEL` names alternately, so that a program with a model of its own is found in every exercise. */
const models = ['gpt-4o-mini', 'gpt-4o'] as const;

/** Has each scenario's attempt run once, all of them from the moment when they begin. */
export class ScenarioAttempts {
  readonly #seed: string;
  readonly #line: Line;
  readonly #scenarios: readonly Scenario[];
  #evidences: ReadonlyMap<Scenario, Promise<Evidence>> | undefined;

  /** @param scenarios those that are run */
  constructor(seed: string, scenarios: readonly Scenario[], line: Line) {
    this.#seed = seed;
    this.#scenarios = scenarios;
    this.#line = line;
  }

  /** Begins all attempts, unless they have begun. */
  begin(): ReadonlyMap<Scenario, Promise<Evidence>> {
    this.#evidences ??= new Map(
      this.#scenarios.map((each) => {
        const evidence = this.#run(each);
        // Its failure is heard by the check that asks for it.
        evidence.catch(() => undefined);
        return [each, evidence];
      }),
    );
    return this.#evidences;
  }

  /** Evidence of those of the scenarios that are run; of all that are run when left out. */
  async of(scenarios: readonly Scenario[] = this.#scenarios): Promise<readonly Evidence[]> {
    const all = this.begin();
    const evidences: Evidence[] = [];
    for (const scenario of scenarios) {
      const evidence = await all.get(scenario);
      if (evidence !== undefined) evidences.push(this.#trusted(evidence));
    }
    return evidences;
  }

  #trusted(evidence: Evidence): Evidence {
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
      timed = false,
    } = typeof setup === 'function' ? setup(seededRandom(seed), seed) : setup;
    const model = env?.OPENAI_MODEL ?? models[index % models.length] ?? models[0];
    const attempt = await this.#line.attempt(
      { index, title, args, env: { ...env, OPENAI_MODEL: model }, stdin, seed, hidden, timed },
      responder,
    );
    return evidenceOf(attempt, { title, index, model, hidden, stdin, awaited: this.#line.awaited(index) });
  }
}
