import { toHarmless } from '../../render/sanitize.ts';
import { wrapText } from '../../render/text.ts';
import { statusLooks } from '../statuses.ts';
import type { CheckResult, CheckStatus, ExerciseResult, GradeReport } from '../types.ts';

export interface PrettyOptions {
  readonly color: boolean;
  /** Width to wrap at, in cells. */
  readonly columns: number;
}

type Paint = (text: string) => string;

interface Palette {
  readonly good: Paint;
  readonly bad: Paint;
  readonly quiet: Paint;
  readonly strong: Paint;
}

const plain: Palette = { good: (t) => t, bad: (t) => t, quiet: (t) => t, strong: (t) => t };

const coloured: Palette = {
  good: (text) => `\u001b[32m${text}\u001b[39m`,
  bad: (text) => `\u001b[31m${text}\u001b[39m`,
  quiet: (text) => `\u001b[2m${text}\u001b[22m`,
  strong: (text) => `\u001b[1m${text}\u001b[22m`,
};

const checkWords: Readonly<Record<CheckStatus, string>> = {
  passed: 'passed',
  failed: 'failed',
  skipped: 'skipped',
};
const symbols: Readonly<Record<CheckStatus, string>> = { passed: '✓', failed: '✗', skipped: '-' };

/** The report for people: each exercise with its checks, and for each failed one what was expected, seen, and what to do. */
export function prettyReport(report: GradeReport, options: PrettyOptions): string {
  const palette = options.color ? coloured : plain;
  const blocks = report.submissions.map((submission) => {
    const exercises = submission.exercises.map((exercise) =>
      exerciseBlock(exercise, palette, options.columns),
    );
    const total = `${submission.points} of ${submission.maxPoints} points`;
    const passed = submission.exercises.filter((exercise) => exercise.status === 'passed').length;
    const summary = `${palette.strong(total)}, ${passed} of ${submission.exercises.length} exercises passed`;
    return `${exercises.join('\n')}\n${toHarmless(submission.id)}: ${summary}\n`;
  });
  const footer = `Graded with the simulated model, seed ${toHarmless(report.seed)}, sandbox ${report.sandbox}.`;
  return `${blocks.join('\n')}${wrapText(footer, options.columns).map(palette.quiet).join('\n')}\n`;
}

function exerciseBlock(exercise: ExerciseResult, palette: Palette, columns: number): string {
  const passed = exercise.status === 'passed';
  const paint = passed ? palette.good : palette.bad;
  const seconds = `${(exercise.durationMs / 1000).toFixed(1)} s`;
  const head = `${paint(`${passed ? '✓' : '✗'} ${exercise.id}`)}  ${statusLooks[exercise.status].word}  ${exercise.points}/${exercise.maxPoints}  ${palette.quiet(seconds)}`;
  const message = passed || exercise.status === 'failed' ? [] : indent(exercise.message, 2, columns);
  const checks = exercise.checks.flatMap((check) => checkLines(check, palette, columns));
  return [head, ...message, ...checks, ''].join('\n');
}

function checkLines(check: CheckResult, palette: Palette, columns: number): readonly string[] {
  const paint =
    check.status === 'passed' ? palette.good : check.status === 'failed' ? palette.bad : palette.quiet;
  const status = check.status === 'passed' ? '' : ` (${checkWords[check.status]})`;
  const [first = '', ...rest] = wrapText(
    `${toHarmless(check.title)}${status}  ${check.points}/${check.maxPoints}`,
    Math.max(20, columns - 4),
  );
  const head = [`  ${paint(symbols[check.status])} ${first}`, ...rest.map((line) => `    ${line}`)];
  if (check.status === 'passed') return head;
  if (check.status === 'skipped') return [...head, ...indent(check.help, 6, columns).map(palette.quiet)];
  return [
    ...head,
    ...labelled('expected', check.expected, palette, columns),
    ...labelled('seen', check.actual, palette, columns),
    ...labelled('next', check.help, palette, columns),
  ];
}

const labelWidth = 9;

function labelled(label: string, text: string, palette: Palette, columns: number): readonly string[] {
  const lines = indent(text, 6 + labelWidth, columns);
  const first = lines[0]?.trimStart() ?? '';
  return [`      ${palette.quiet(label.padEnd(labelWidth))}${first}`, ...lines.slice(1)];
}

function indent(text: string, by: number, columns: number): readonly string[] {
  const margin = ' '.repeat(by);
  return text
    .split('\n')
    .flatMap((line) => wrapText(toHarmless(line), Math.max(20, columns - by)))
    .map((line) => `${margin}${line}`);
}
