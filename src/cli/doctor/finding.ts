/** What one check of the doctor found. */
export interface Finding {
  /** One or two words; the first column. */
  readonly name: string;
  /** `remark`: it works, with less than there could be. `problem`: something of the workshop won't work. */
  readonly kind: 'ok' | 'remark' | 'problem';
  /** What was seen, in a line. */
  readonly seen: string;
  /** What to do about it, unless it is `ok`. */
  readonly advice?: string;
}

export function ok(name: string, seen: string): Finding {
  return { name, kind: 'ok', seen };
}

export function remark(name: string, seen: string, advice: string): Finding {
  return { name, kind: 'remark', seen, advice };
}

export function problem(name: string, seen: string, advice: string): Finding {
  return { name, kind: 'problem', seen, advice };
}
