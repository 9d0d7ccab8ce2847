import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { newSeed } from '../../grading/seed.ts';
import { createUpstream } from '../../provider/forward.ts';
import { toAnsi } from '../../render/ansi.ts';
import { exchangeList, renderExchangeList } from '../../render/exchange-list.ts';
import { sanitizeOutput } from '../../render/sanitize.ts';
import { renderTranscript } from '../../render/transcript.ts';
import { runAttempt } from '../../runner/attempt.ts';
import { defaultSandbox } from '../../runner/sandbox.ts';
import type { Attempt } from '../../runner/types.ts';
import { exchangeCost } from '../../tui/prices.ts';
import { findExercise } from '../../workshop/lookup.ts';
import { defaultLimits, type Exercise, type Limits } from '../../workshop/types.ts';
import { openContext } from '../context.ts';
import { type ExitStatus, exitStatus, UsageError } from '../exit.ts';
import { liveHooks } from '../live-hooks.ts';
import { chooseProvider, liveClosing, patient } from '../live-run.ts';
import { parseOptions } from '../options.ts';
import { colorsOf, outputColumns, writeOut } from '../output.ts';
import { plainTheme } from '../plain-theme.ts';
import { type Replay, startReplay } from '../replay.ts';
import { onInterrupt } from '../signals.ts';
import { took } from '../took.ts';

/** `run EXERCISE [-- ARGUMENTS]`, or `run --file FILE`: one attempt of the learner's program, without checks. */
export async function runCommand(argv: readonly string[]): Promise<ExitStatus> {
  const { own, passed } = splitArguments(argv);
  const { values, positionals } = parseOptions(own, {
    seed: { type: 'string' },
    file: { type: 'string' },
    wire: { type: 'boolean' },
    full: { type: 'boolean' },
    input: { type: 'string', multiple: true },
    live: { type: 'boolean' },
    simulated: { type: 'boolean' },
    record: { type: 'string' },
    replay: { type: 'string' },
    speed: { type: 'string' },
  });
  const [name, ...afterName] = positionals;
  if (values.help === true || (name === undefined && values.file === undefined)) {
    throw new UsageError(
      'Usage: npm run workshop -- run EXERCISE [--live | --simulated] [--wire [--full]] [--input LINE]… [-- ARGUMENTS]\nOr a file: npm run workshop -- run --file FILE [-- ARGUMENTS]\nA live run can be kept with --record CASSETTE, and answers again, without a network, with --replay CASSETTE (--speed 1: as slowly as it came).',
    );
  }
  const { workshop, state } = openContext(values.workshop);
  // Without an exercise the words are the program's.
  const rest = values.file === undefined ? afterName : positionals;
  const program =
    values.file === undefined ? submissionOf(findExercise(workshop, name ?? '')) : anyFile(values.file);
  const replay = startReplay(values);
  const provider = replay === undefined ? chooseProvider(workshop.root, values) : undefined;
  const live = provider && liveHooks(provider, state, values.record);
  if (values.record !== undefined && live === undefined) {
    throw new UsageError(
      'Only a live run can be recorded: the simulated model needs no cassette. Add --live.',
    );
  }
  const logFolder = path.join(state, 'logs');
  mkdirSync(logFolder, { recursive: true });
  const stop = new AbortController();
  const release = onInterrupt(() => stop.abort());
  const args = [...rest, ...passed];
  const attempt = await runAttempt({
    file: program.file,
    args: args.length > 0 ? args : program.args,
    stdin: values.input?.map((line) => `${line}\n`).join(''),
    limits: provider === undefined ? program.limits : patient(program.limits),
    upstream: provider && createUpstream(provider, live?.hooks),
    sandbox: defaultSandbox(),
    seed: values.seed ?? newSeed(),
    knowledge: workshop.knowledge,
    responder: replay?.responder,
    anyModel: replay !== undefined,
    signal: stop.signal,
    logFolder,
  }).finally(release);
  await writeOut(harmless(attempt.stdout));
  if (attempt.stderr !== '') process.stderr.write(harmless(attempt.stderr));
  if (values.wire === true || values.full === true) await writeOut(wireText(attempt, values.full === true));
  console.error(
    provider === undefined ? closing(attempt, replay) : liveClosing(attempt, provider, live?.notes() ?? []),
  );
  if (attempt.outcome === 'stopped') return exitStatus.interrupted;
  if (attempt.outcome === 'internal') return exitStatus.internal;
  return attempt.outcome === 'exited' ? exitStatus.passed : exitStatus.failed;
}

interface Runnable {
  /** Absolute path. */
  readonly file: string;
  readonly args: readonly string[];
  readonly limits: Limits;
}

function submissionOf({ submissionPath, args, limits }: Exercise): Runnable {
  return { file: submissionPath, args, limits };
}

/** A program that belongs to no exercise, such as a conversation that was saved in the playground. */
function anyFile(file: string): Runnable {
  if (!existsSync(file)) throw new UsageError(`There is no file ${path.resolve(file)}.`);
  return { file: path.resolve(file), args: [], limits: defaultLimits };
}

/** npm passes on what follows the first `--`; a second one separates the program's arguments from ours. */
function splitArguments(argv: readonly string[]): { own: readonly string[]; passed: readonly string[] } {
  const separator = argv.indexOf('--');
  return separator === -1
    ? { own: argv, passed: [] }
    : { own: argv.slice(0, separator), passed: argv.slice(separator + 1) };
}

function harmless(output: string): string {
  return output === '' ? '' : `${sanitizeOutput(output.replace(/\n$/, '')).join('\n')}\n`;
}

/**
 * What was sent and what came back, as the Wire tab shows it: a list with its sums, then each exchange.
 * @param expanded every message of every request, tools, pieces of streams
 */
function wireText({ exchanges }: Attempt, expanded: boolean): string {
  const color = colorsOf(process.stdout);
  const look = { width: outputColumns(), ...plainTheme(color) };
  const list =
    exchanges.length > 1
      ? [...renderExchangeList(exchangeList(exchanges, look.glyphs, exchangeCost), look), []]
      : [];
  const lines = [...list, ...renderTranscript(exchanges, { ...look, expanded, costOf: exchangeCost })];
  return `\n${lines.map((line) => toAnsi(line, { color })).join('\n')}\n\n`;
}

function closing(attempt: Attempt, replay: Replay | undefined): string {
  const who = replay === undefined ? 'the simulated model' : replay.source;
  const lines = [attempt.message, took(attempt, `answered by ${who}`), ...(replay?.notes() ?? [])];
  return lines.filter((line) => line !== '').join('\n');
}
