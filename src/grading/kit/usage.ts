import type { Usage } from '../../model/types.ts';
import { quoteOutput } from './describe.ts';
import type { Evidence, SentRequest } from './evidence.ts';
import { fail } from './failure.ts';
import { containsNumber, outputWithout } from './output.ts';

/** The usage that the response reported; ends the check when it reported none, as streams do unless asked. */
export function usageOf(request: SentRequest): Usage {
  return (
    request.completion?.usage ??
    fail({
      expected: `a response to request ${request.number} that reports its usage`,
      actual: 'a response without usage',
      help: 'A stream reports usage only when it is asked for: add stream_options: { include_usage: true }.',
      exchange: request.exchange,
    })
  );
}

const labels = [
  { name: 'prompt tokens', field: 'prompt_tokens', pattern: /prompt|input/i },
  { name: 'completion tokens', field: 'completion_tokens', pattern: /completion|output|reply|response/i },
  { name: 'total tokens', field: 'total_tokens', pattern: /total|sum|all/i },
] as const;

/** The three counts of the response's usage stand in the output, and none stands under another's name. */
export function requireUsagePrinted(evidence: Evidence, request: SentRequest): void {
  const usage = usageOf(request);
  const output = outputWithout(evidence, [request.reply, ...evidence.args]);
  const missing = labels.filter(({ field }) => !containsNumber(output, usage[field]));
  const swapped = missing.length > 0 ? undefined : mislabelled(output, usage);
  if (missing.length === 0 && swapped === undefined) return;
  fail({
    expected: `printed: ${labels.map(({ name, field }) => `${name} ${usage[field]}`).join(', ')}`,
    actual: `${swapped ?? `no ${missing.map(({ name, field }) => `${name} ${usage[field]}`).join(', no ')}`} in\n${quoteOutput(output)}`,
    exchange: request.exchange,
  });
}

/**
 * A line such as `Prompt tokens: 57` where 57 is another count. Only clear cases: the label's own number stands neither
 * before nor after it on its line, and the number after it is one of the other two.
 */
function mislabelled(output: string, usage: Usage): string | undefined {
  for (const line of output.split('\n')) {
    for (const { name, field, pattern } of labels) {
      const label = pattern.exec(line);
      if (label === null || containsNumber(line, usage[field])) continue;
      const after = /^\D*?(\d+)(?!\d)/.exec(line.slice(label.index))?.[1];
      const other = labels.find((each) => each.field !== field && after === String(usage[each.field]));
      if (other !== undefined && labels.filter((each) => each.pattern.test(line)).length === 1) {
        return `${name} ${after} (that is the count of the ${other.name})`;
      }
    }
  }
  return undefined;
}
