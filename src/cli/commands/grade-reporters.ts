import { gradebookExercise, withChecks } from '../../classroom/batch/assemble.ts';
import { gradebookCsv } from '../../classroom/gradebook/csv.ts';
import { feedbackMarkdown } from '../../classroom/gradebook/feedback/markdown.ts';
import { gradescopeJson } from '../../classroom/gradebook/gradescope.ts';
import { gradebookPage } from '../../classroom/gradebook/page.ts';
import type { Gradebook, GradebookEntry } from '../../classroom/gradebook/types.ts';
import { jsonReport } from '../../grading/reports/json.ts';
import { junitReport } from '../../grading/reports/junit.ts';
import { prettyReport } from '../../grading/reports/pretty.ts';
import type { GradeReport } from '../../grading/types.ts';
import type { Exercise } from '../../workshop/types.ts';
import { UsageError } from '../exit.ts';
import { colorsOf, outputColumns, writeOut } from '../output.ts';
import { writeReportFile } from './report-file.ts';

const names = [
  'pretty',
  'json',
  'junit',
  'csv',
  'html',
  'feedback',
  'gradescope',
  'canvas',
  'moodle',
] as const;
type ReporterName = (typeof names)[number];

export interface ReporterTarget {
  readonly name: ReporterName;
  /** Standard output when left out. */
  readonly file?: string;
}

/**
 * Reads `--reporter` values such as `pretty` and `json=results.json`.
 * @throws UsageError when a name is unknown or two reports would go to standard output
 */
export function parseReporters(values: readonly string[]): readonly ReporterTarget[] {
  const targets = values.map((value): ReporterTarget => {
    const [name = '', ...rest] = value.split('=');
    const known = names.find((each) => each === name);
    if (known === undefined)
      throw new UsageError(`There is no reporter "${name}". Use ${names.join(', ')}, or ${names[1]}=FILE.`);
    const file = rest.join('=');
    if (rest.length > 0 && file === '') throw new UsageError(`Name a file after "${name}=".`);
    return file === '' ? { name: known } : { name: known, file };
  });
  const onStdout = targets.filter((target) => target.file === undefined);
  if (onStdout.length > 1) {
    throw new UsageError(
      `Only one report can go to standard output. Give the others a file, for example ${onStdout[1]?.name}=FILE.`,
    );
  }
  return targets;
}

/** What a report is about. */
export interface Graded {
  /** Title of the workshop. */
  readonly workshop: string;
  readonly exercises: readonly Exercise[];
}

/** @throws UsageError when a report's file can't be written */
export async function writeReports(
  report: GradeReport,
  graded: Graded,
  targets: readonly ReporterTarget[],
): Promise<void> {
  for (const { name, file } of targets) {
    if (file === undefined) {
      await writeOut(
        render(name, report, graded, { color: colorsOf(process.stdout) > 0, columns: outputColumns() }),
      );
    } else {
      writeReportFile(file, render(name, report, graded, { color: false, columns: 100 }));
    }
  }
}

function render(
  name: ReporterName,
  report: GradeReport,
  graded: Graded,
  terminal: { color: boolean; columns: number },
): string {
  switch (name) {
    case 'json':
      return jsonReport(report);
    case 'junit':
      return junitReport(report);
    case 'pretty':
      return prettyReport(report, terminal);
    case 'csv':
      return gradebookCsv(gradebookOf(report, graded));
    case 'html':
      return gradebookPage(gradebookOf(report, graded));
    case 'canvas':
    case 'moodle':
      throw new UsageError(
        `The report ${name} is for --submissions: it fills in the export of a whole class.`,
      );
    case 'feedback': {
      const gradebook = gradebookOf(report, graded);
      return Array.from(gradebook.entries, (entry) => feedbackMarkdown(gradebook, entry)).join('');
    }
    case 'gradescope': {
      const gradebook = gradebookOf(report, graded);
      return Array.from(gradebook.entries, (entry) => gradescopeJson(gradebook, entry)).join('');
    }
  }
}

/** The grade of one submission as a gradebook, for the reports that are made of one. */
function gradebookOf(report: GradeReport, { workshop, exercises }: Graded): Gradebook {
  const { seed, sandbox, provider, submissions } = report;
  const entries = submissions.map(
    ({ id, path: from, exercises: results }): GradebookEntry => ({
      id,
      path: from,
      state: 'graded',
      expected: true,
      problems: [],
      results: results.map((result) => ({ ...result, sent: [] })),
    }),
  );
  const told = exercises.map((exercise) => gradebookExercise(exercise, exercise.chapterId));
  return {
    schema: 1,
    seed,
    sandbox,
    provider,
    workshop,
    exercises: withChecks(told, entries),
    entries,
    notes: [],
  };
}
