import { existsSync, readFileSync } from 'node:fs';
import { Document, isCollection, isMap, parse } from 'yaml';
import * as z from 'zod';
import type { CheckResult } from '../types.ts';
import type { KnownSubmission } from './corpus.ts';

/** How a wrong submission shows itself. */
export interface Sign {
  /** The scenario in which the check that it is about fails. */
  readonly in: string;
  /** Whether no check before that one fails there. */
  readonly first: boolean;
  /** Whether that scenario alone shows it. */
  readonly only: boolean;
}

/**
 * What a run of every scenario has shown: which scenarios each check looks at, and in which one each wrong submission
 * shows itself. It is a memory of where to look first, and never a verdict: what isn't seen there is looked for in all
 * scenarios.
 */
export interface Telling {
  /** By check id: titles of its scenarios. */
  readonly checks: Readonly<Record<string, readonly string[]>>;
  /** By the name of a wrong submission. One that needs several scenarios at a time has no sign. */
  readonly wrong: Readonly<Record<string, Sign | null>>;
}

const tellingSchema = z.object({
  checks: z.record(z.string(), z.array(z.string())),
  wrong: z.record(z.string(), z.object({ in: z.string(), first: z.boolean(), only: z.boolean() }).nullable()),
});

/** @returns nothing known, where there is no such file, or none that can be read */
export function readTelling(file: string): Telling {
  const nothing: Telling = { checks: {}, wrong: {} };
  if (!existsSync(file)) return nothing;
  try {
    return tellingSchema.parse(parse(readFileSync(file, 'utf8')));
  } catch {
    return nothing;
  }
}

/** As it is kept beside the submissions: a line for each check and each wrong submission. */
export function tellingText(telling: Telling): string {
  const document = new Document(telling);
  document.commentBefore =
    ' Which scenarios each check looks at, and which one shows what a wrong submission is about.\n Made by `npm run check -- EXERCISE --update`; a memory of where to look first, never a verdict.';
  for (const part of ['checks', 'wrong']) {
    const lines = document.get(part);
    if (isMap(lines)) for (const { value } of lines.items) if (isCollection(value)) value.flow = true;
  }
  return document.toString({ lineWidth: 0 });
}

/** Which scenarios the checks of a grader look at, as the verdict of a grade with `eachScenario` tells. */
export function scenariosOf(checks: readonly CheckResult[]): Telling['checks'] {
  return Object.fromEntries(checks.map(({ id, alone = {} }) => [id, Object.keys(alone)]));
}

/**
 * Makes the memory of grades with `eachScenario`.
 * @param solution checks of the reference solution
 * @param wrong each wrong submission with its checks
 */
export function tellingOf(
  solution: readonly CheckResult[],
  wrong: readonly { readonly submission: KnownSubmission; readonly checks: readonly CheckResult[] }[],
): Telling {
  const used = new Map<string, number>();
  const signs = wrong.map(({ submission, checks }) => {
    const sign = signOf(submission, checks, used);
    if (sign !== null) used.set(sign.in, (used.get(sign.in) ?? 0) + 1);
    return [submission.name, sign] as const;
  });
  return { checks: scenariosOf(solution), wrong: Object.fromEntries(signs) };
}

/** @param used how often each scenario is named already: of several that show it, the rarest is taken */
function signOf(
  { fails }: KnownSubmission,
  checks: readonly CheckResult[],
  used: ReadonlyMap<string, number>,
): Sign | null {
  const position = checks.findIndex(({ id }) => id === fails);
  const failsIn = Object.entries(checks[position]?.alone ?? {}).flatMap(([title, status]) =>
    status === 'failed' ? [title] : [],
  );
  const failsFirstIn = failsIn.filter((title) =>
    checks.slice(0, position).every(({ alone = {} }) => alone[title] !== 'failed'),
  );
  const candidates = failsFirstIn.length > 0 ? failsFirstIn : failsIn;
  const [rarest] = candidates.toSorted((a, b) => (used.get(a) ?? 0) - (used.get(b) ?? 0));
  if (rarest === undefined) return null;
  return { in: rarest, first: failsFirstIn.length > 0, only: failsIn.length === 1 };
}
