import path from 'node:path';
import { assembleGradebook } from '../../classroom/batch/assemble.ts';
import {
  GradesError,
  readManifest,
  resultsFolder,
  submissionOf,
  writeManifest,
} from '../../classroom/batch/manifest.ts';
import { mergeParts, type Part } from '../../classroom/batch/merge.ts';
import { ResultFolder } from '../../classroom/batch/results.ts';
import { IntakeError } from '../../classroom/intake/errors.ts';
import { readRoster } from '../../classroom/intake/roster.ts';
import { type ExitStatus, exitStatus, UsageError } from '../exit.ts';
import { parseOptions } from '../options.ts';
import { parseReporters } from './grade-reporters.ts';
import { statusOfGradebook, writeGradebook } from './gradebook-reporters.ts';

export const mergeHelp = `npm run grade -- merge DIR… --roster CSV [options]

Puts the grades of several machines together, each graded with --shard into a folder of its own.

  --roster CSV       who must be there; anybody missing, or there twice, is an error
  --out DIR          keeps the merged grades there, too
  --reporter NAME    as for --submissions
`;

/** `npm run grade -- merge DIR… --roster CSV`: one gradebook of the parts that several machines graded. */
export async function mergeCommand(argv: readonly string[]): Promise<ExitStatus> {
  const { values, positionals } = parseOptions(argv, {
    roster: { type: 'string' },
    out: { type: 'string' },
    reporter: { type: 'string', multiple: true },
    gradebook: { type: 'string' },
    pseudonyms: { type: 'string' },
  });
  if (values.help === true) {
    process.stdout.write(mergeHelp);
    return exitStatus.passed;
  }
  if (positionals.length === 0 || values.roster === undefined) {
    throw new UsageError('Usage: npm run grade -- merge DIR… --roster CSV');
  }
  const reporters = parseReporters(values.reporter ?? ['pretty']);
  try {
    const roster = await readRoster(path.resolve(values.roster));
    const { manifest, kept } = mergeParts(positionals.map(readPart), roster);
    const gradebook = assembleGradebook(manifest, kept);
    if (values.out !== undefined) keep(path.resolve(values.out), manifest, kept);
    await writeGradebook(gradebook, reporters, { exported: values.gradebook, pseudonyms: values.pseudonyms });
    return statusOfGradebook(gradebook);
  } catch (error) {
    if (error instanceof GradesError) {
      process.stderr.write(`${error.message}\n`);
      return exitStatus.internal;
    }
    if (error instanceof IntakeError) throw new UsageError(error.message);
    throw error;
  }
}

function readPart(folder: string): Part {
  const out = path.resolve(folder);
  const manifest = readManifest(out);
  if (manifest === undefined) {
    throw new UsageError(
      `There are no grades in ${folder}: it has no batch.json. Name the --out folder of a batch.`,
    );
  }
  const results = new ResultFolder(resultsFolder(out));
  return { name: folder, manifest, kept: (id) => results.read(id) };
}

function keep(out: string, manifest: Part['manifest'], kept: Part['kept']): void {
  const results = new ResultFolder(resultsFolder(out));
  for (const person of manifest.people) {
    const one = person.state === 'graded' ? kept(submissionOf(person)) : undefined;
    if (one !== undefined) results.keep(one);
  }
  writeManifest(out, manifest);
}
