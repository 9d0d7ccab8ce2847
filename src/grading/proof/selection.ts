import type { KnownSubmission } from './corpus.ts';
import type { Telling } from './telling.ts';

/**
 * The wrong submissions that prove a grader in short: for each check one that it is the first to catch, and for each
 * scenario one that nothing else shows, where there is such a one.
 * @returns those of `wrong` that are needed; all of them where nothing is known about them
 */
export function needed(wrong: readonly KnownSubmission[], telling: Telling): readonly KnownSubmission[] {
  if (Object.keys(telling.wrong).length === 0) return wrong;
  const sign = (each: KnownSubmission) => telling.wrong[each.name] ?? undefined;
  const chosen = new Set<KnownSubmission>();
  const shown = new Set<string>();
  const choose = (each: KnownSubmission | undefined): void => {
    if (each === undefined) return;
    chosen.add(each);
    if (sign(each)?.only === true) shown.add(sign(each)?.in ?? '');
  };
  for (const check of Object.keys(telling.checks)) {
    const candidates = wrong.filter((each) => each.fails === check && sign(each)?.first !== false);
    choose(
      candidates.find((each) => sign(each)?.only === true && !shown.has(sign(each)?.in ?? '')) ??
        candidates.find((each) => sign(each) !== undefined) ??
        candidates[0],
    );
  }
  for (const each of wrong) {
    const its = sign(each);
    if (its?.only === true && !shown.has(its.in)) choose(each);
  }
  return wrong.filter((each) => chosen.has(each));
}
