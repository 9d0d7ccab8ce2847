/**
 * Milliseconds until a limit lets requests through again, from the headers of a refusal; `undefined` when none says.
 * @param headers in lower case
 * @param now Unix time in milliseconds, for dates
 */
export function waitOf(headers: Readonly<Record<string, string>>, now = Date.now()): number | undefined {
  const exact = Number(headers['retry-after-ms']);
  if (Number.isFinite(exact) && headers['retry-after-ms'] !== undefined) return exact;
  const after = headers['retry-after'];
  if (after !== undefined) {
    const ms = /^\d+(\.\d+)?$/.test(after.trim()) ? Number(after) * 1000 : Date.parse(after) - now;
    if (Number.isFinite(ms)) return Math.max(0, ms);
  }
  // Of the limit that is used up, or of whichever takes longer.
  const resets = ['requests', 'tokens'].flatMap((limit) => {
    const used = headers[`x-ratelimit-remaining-${limit}`] === '0';
    const ms = durationOf(headers[`x-ratelimit-reset-${limit}`]);
    return ms === undefined ? [] : [{ used, ms }];
  });
  const relevant = resets.some(({ used }) => used) ? resets.filter(({ used }) => used) : resets;
  if (relevant.length > 0) return Math.max(...relevant.map(({ ms }) => ms));
  return untilDate(headers['x-ratelimit-reset'], now);
}

/** `6m0s`, `1.2s`, `340ms`, as OpenAI writes them. */
function durationOf(text: string | undefined): number | undefined {
  if (text === undefined || !/^(\d+(\.\d+)?(ms|[dhms]))+$/.test(text)) return undefined;
  const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
  return [...text.matchAll(/(\d+(?:\.\d+)?)(ms|[dhms])/g)].reduce(
    (sum, [, amount, unit = 's']) => sum + Number(amount) * (units[unit] ?? 0),
    0,
  );
}

/** OpenRouter says when, in milliseconds since 1970; others in seconds. */
function untilDate(text: string | undefined, now: number): number | undefined {
  const value = Number(text);
  if (text === undefined || !Number.isFinite(value) || value <= 0) return undefined;
  if (value > 1e12) return Math.max(0, value - now);
  return value > 1e9 ? Math.max(0, value * 1000 - now) : value * 1000;
}

/** `6 h 47 min`, `3 min`, `20 s`: rounded up, so that who waits as long has waited enough. */
export function inWords(ms: number): string {
  const seconds = Math.max(1, Math.ceil(ms / 1000));
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 120) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
