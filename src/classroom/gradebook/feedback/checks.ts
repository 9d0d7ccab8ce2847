import type { CheckResult } from '../../../grading/types.ts';
import type { GradebookResult } from '../types.ts';
import { codeBlock, indented, inline, prose } from './escape.ts';

/** A check as an item of a list: whether it passed, and if not, what was wanted, what was seen and what to do. */
export function checkItem(check: CheckResult, { status }: Pick<GradebookResult, 'status'>): string {
  const title = inline(check.title);
  const points = `${check.points} of ${check.maxPoints}`;
  if (check.status === 'passed') return `- ✓ ${title} (${points})`;
  // A program that is missing or does not compile reached none of its checks, whatever they found.
  if (status === 'missing' || status === 'invalid') return `- – ${title} (${points}), not reached`;
  if (check.status === 'skipped') return `- – ${title} (${points}), not reached. ${prose(check.help)}`;
  const parts = [
    `- ✗ ${title} (${points})`,
    ...labelled('Expected', check.expected),
    ...labelled('Seen', check.actual),
    ...(check.help === '' ? [] : [indented(`What to do: ${prose(check.help)}`, '  ')]),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** Always a block of code: what programs print and send begins in any way. */
function labelled(label: string, text: string): readonly string[] {
  return text === '' ? [] : [indented(`${label}:\n\n${codeBlock(text)}`, '  ')];
}
