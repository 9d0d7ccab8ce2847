import { shownPath } from '../../files/shown-path.ts';
import { GradeStopped, GradingEngine } from '../../grading/engine.ts';
import { gradeSubmission } from '../../grading/grade.ts';
import { newSeed } from '../../grading/seed.ts';
import type { GradeReport } from '../../grading/types.ts';
import { defaultSandbox } from '../../runner/sandbox.ts';
import { findExercise } from '../../workshop/lookup.ts';
import type { Exercise } from '../../workshop/types.ts';
import { type Context, openContext } from '../context.ts';
import { type ExitStatus, exitStatus, UsageError } from '../exit.ts';
import { explain } from '../explain.ts';
import { chooseProvider } from '../live-run.ts';
import { parseOptions } from '../options.ts';
import { writeOut } from '../output.ts';
import { recordGrades } from '../record.ts';
import { gradingKit } from '../root.ts';
import { SaveWatcher } from '../screen/watcher.ts';
import { onInterrupt } from '../signals.ts';
import { writeReports } from './grade-reporters.ts';

const usage = 'npm run workshop -- watch EXERCISE [--live | --simulated]';

/**
 * `watch EXERCISE`: grades it at every save, in linear text; with a provider every save is a live run instead. Ends
 * with Ctrl-C.
 * @param ended settles when somebody else wants it to end, as the plain session does at the next line
 */
export async function watchCommand(
  argv: readonly string[],
  ended: Promise<unknown> = new Promise(() => undefined),
): Promise<ExitStatus> {
  const { values, positionals } = parseOptions(argv, {
    live: { type: 'boolean' },
    simulated: { type: 'boolean' },
  });
  const [name, ...more] = positionals;
  if (values.help === true || name === undefined || more.length > 0) throw new UsageError(`Usage: ${usage}`);
  const context = openContext(values.workshop);
  const exercise = findExercise(context.workshop, name);
  const provider = chooseProvider(context.workshop.root, values);
  const work = provider === undefined ? gradingWork(context, exercise) : runningWork(context, exercise);
  const saves = new Saves(exercise.submissionPath, work.once);
  let release = () => {};
  const interrupted = new Promise<void>((resolve) => {
    release = onInterrupt(resolve);
  });
  try {
    await saves.start();
    const file = shownPath(exercise.submissionPath);
    const what = provider === undefined ? 'is graded' : `runs it, and ${provider.name} answers`;
    await writeOut(`Watching ${file}: every save ${what}. Ctrl-C ends this.\n`);
    await Promise.race([interrupted, ended]);
  } finally {
    release();
    await saves.close();
    await work.close();
  }
  return exitStatus.passed;
}

/** What a save starts. */
interface Work {
  readonly once: (signal: AbortSignal) => Promise<void>;
  readonly close: () => Promise<void>;
}

function gradingWork(context: Context, exercise: Exercise): Work {
  const { workshop } = context;
  const engine = new GradingEngine(workshop, gradingKit(), true);
  const submission = {
    id: 'workspace',
    path: workshop.root,
    fileFor: ({ submissionPath }: Exercise) => submissionPath,
  };
  const once = async (signal: AbortSignal) => {
    const [seed, sandbox] = [newSeed(), defaultSandbox()];
    const result = await gradeSubmission(engine, submission, [exercise], { seed, sandbox, signal });
    const report: GradeReport = { schema: 1, seed, sandbox, provider: 'simulated', submissions: [result] };
    await writeReports(report, { workshop: workshop.title, exercises: [exercise] }, [{ name: 'pretty' }]);
    recordGrades(context, result.exercises);
  };
  return { once, close: () => engine.close() };
}

/** A live run can't be overtaken in its middle: what was asked is paid for. The next save waits for its end. */
function runningWork({ workshop }: Context, exercise: Exercise): Work {
  const once = async () => {
    const { runCommand } = await import('./run.ts');
    await runCommand([exercise.id, '--live', '--workshop', workshop.root]);
  };
  return { once, close: () => Promise.resolve() };
}

/** Work for each save, one after the other; the latest save wins. */
class Saves {
  readonly #once: Work['once'];
  readonly #watcher: SaveWatcher;
  #last: Promise<void> = Promise.resolve();
  #stop = new AbortController();

  constructor(file: string, once: Work['once']) {
    this.#once = once;
    this.#watcher = new SaveWatcher(file, { onSave: () => this.#saved() });
  }

  start(): Promise<void> {
    return this.#watcher.start();
  }

  async close(): Promise<void> {
    this.#watcher.close();
    this.#stop.abort();
    await this.#last;
  }

  #saved(): void {
    this.#stop.abort();
    const stop = new AbortController();
    this.#stop = stop;
    this.#last = this.#last.then(() => this.#work(stop.signal));
  }

  async #work(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    await writeOut(`\nSaved at ${new Date().toTimeString().slice(0, 8)}.\n`);
    try {
      await this.#once(signal);
    } catch (error) {
      if (!(error instanceof GradeStopped)) explain(error);
    }
  }
}
