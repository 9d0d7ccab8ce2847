import { readFileSync } from 'node:fs';
import path from 'node:path';
import { collectSubmissions } from '../../classroom/intake/collect.ts';
import { IntakeError } from '../../classroom/intake/errors.ts';
import type { Intake } from '../../classroom/intake/types.ts';
import { compare } from '../../classroom/similarity/compare.ts';
import { similarityCsv } from '../../classroom/similarity/csv.ts';
import { similarityPage } from '../../classroom/similarity/page.ts';
import { similarityText } from '../../classroom/similarity/text.ts';
import type { Program, SimilarityReport } from '../../classroom/similarity/types.ts';
import { toHarmless } from '../../render/sanitize.ts';
import { selectExercises } from '../../workshop/lookup.ts';
import { openContext } from '../context.ts';
import { type ExitStatus, exitStatus, UsageError } from '../exit.ts';
import { parseOptions } from '../options.ts';
import { outputColumns, writeOut } from '../output.ts';
import { parseReporters } from './grade-reporters.ts';
import { writeReportFile } from './report-file.ts';

const mostPairs = 100;
const defaultThreshold = 0.6;

export const similarityHelp = `npm run grade -- similarity --submissions DIR [exercise-or-chapter…] [options]

Says which programs of a folder of submissions are alike, so that somebody can look at them. It grades nothing and runs
nothing. The starters count for nothing.

  --submissions DIR    each folder, .zip or .tar.gz in DIR is one person's
  --above PERCENT      leaves out what is less alike (default: ${defaultThreshold * 100})
  --reporter NAME      pretty (default), csv or html; NAME=FILE writes to a file; may be repeated
`;

/** `npm run grade -- similarity --submissions DIR`: which programs are alike. */
export async function similarityCommand(argv: readonly string[]): Promise<ExitStatus> {
  const { values, positionals } = parseOptions(argv, {
    submissions: { type: 'string' },
    above: { type: 'string' },
    reporter: { type: 'string', multiple: true },
  });
  if (values.help === true) {
    process.stdout.write(similarityHelp);
    return exitStatus.passed;
  }
  if (values.submissions === undefined) {
    throw new UsageError(
      'Name the folder of submissions: npm run grade -- similarity --submissions DIR. --help shows more.',
    );
  }
  const threshold = thresholdOf(values.above);
  const targets = parseReporters(values.reporter ?? ['pretty']).map(({ name, file }) => ({
    file,
    write: writers[name] ?? unknownReport(name),
  }));
  const { workshop } = openContext(values.workshop);
  const exercises = selectExercises(workshop, positionals);
  const intake = await collectSubmissions(path.resolve(values.submissions), exercises).catch(asUsage);
  const programs = await programsOf(intake);
  const report: SimilarityReport = {
    workshop: workshop.title,
    threshold,
    exercises: exercises
      .filter(({ id }) => programs.has(id))
      .map(({ id, title, starterPath, solutionPath }) =>
        compare({
          exerciseId: id,
          title,
          starter: readFileSync(starterPath, 'utf8'),
          solution: readFileSync(solutionPath, 'utf8'),
          programs: programs.get(id) ?? [],
          threshold,
          most: mostPairs,
        }),
      ),
  };
  for (const { file, write } of targets) {
    if (file === undefined) await writeOut(write(report, outputColumns()));
    else writeReportFile(file, write(report, 100));
  }
  for (const problem of [...intake.notes, ...intake.submissions.flatMap(({ problems }) => problems)])
    process.stderr.write(`${toHarmless(problem)}\n`);
  return exitStatus.passed;
}

const writers: Readonly<Record<string, (report: SimilarityReport, columns: number) => string>> = {
  pretty: (report, columns) => similarityText(report, { columns }),
  csv: similarityCsv,
  html: similarityPage,
};

function unknownReport(name: string): never {
  throw new UsageError(`What is alike has no report "${name}". Use ${Object.keys(writers).join(', ')}.`);
}

function thresholdOf(text: string | undefined): number {
  if (text === undefined) return defaultThreshold;
  const percent = Number(text);
  if (text.trim() !== '' && percent >= 0 && percent <= 100) return percent / 100;
  throw new UsageError('--above is how much alike two programs must be: a number from 0 to 100, in percent.');
}

function asUsage(error: unknown): never {
  if (error instanceof IntakeError) throw new UsageError(error.message);
  throw error;
}

/** By the exercise's id. */
async function programsOf({ submissions }: Intake): Promise<ReadonlyMap<string, readonly Program[]>> {
  const programs = new Map<string, Program[]>();
  for (const { id, read } of submissions) {
    for (const [exerciseId, text] of await read()) {
      const known = programs.get(exerciseId);
      if (known === undefined) programs.set(exerciseId, [{ id, text }]);
      else known.push({ id, text });
    }
  }
  return programs;
}
