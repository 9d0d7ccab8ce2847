import { createInterface } from 'node:readline';
import { toHarmless } from '../render/sanitize.ts';
import { findLesson, nearest } from '../workshop/lookup.ts';
import { overview } from './commands/list.ts';
import { openContext } from './context.ts';
import { type ExitStatus, exitStatus } from './exit.ts';
import { explain } from './explain.ts';
import { parseOptions } from './options.ts';
import { writeOut } from './output.ts';
import { configuredProvider } from './provider-name.ts';
import { workshopCommands } from './workshop-commands.ts';

/** What can be typed in the plain session, each with what it does. The first word names a command of the command line. */
const typed: readonly (readonly [string, string])[] = [
  ['list', 'all lessons and exercises, with what you have done'],
  ['next', 'what comes next'],
  ['search WORDS', 'where a text stands in lessons and tasks'],
  ['lesson ID', 'read a lesson; with --answers: and the answers to its questions'],
  ['answer LESSON 1 a', 'answer question 1 of a lesson with a; without both: your answers so far'],
  ['task EXERCISE', 'what an exercise asks for, and which file to edit'],
  ['run EXERCISE', 'run your program; with --wire: and show what it sent, with --full: all of it'],
  ['grade EXERCISE', 'check your program'],
  ['watch EXERCISE', 'check it at every save, until you press Enter'],
  ['edit EXERCISE', 'open your program in your editor'],
  ['playground', 'chat with the model; with a lesson: as it is prepared there'],
  ['hint EXERCISE', 'the next hint'],
  ['diff EXERCISE', 'what you have changed; with --solution: how the solution differs'],
  ['solution EXERCISE --yes', 'the solution; with --apply: into your file'],
  ['history EXERCISE', 'what you had graded before; with a version: what it would change'],
  ['reset EXERCISE', 'the starter again; undo brings your text back'],
  ['undo', 'undo the last reset, or whatever was put into your file'],
  ['hand', 'raise your hand in a room, or take it down'],
  ['progress', 'a short code for what you have done'],
  ['room', 'who is told how far you are: nobody, unless you join a room'],
  ['doctor', 'try everything that the workshop needs'],
  ['help', 'this list'],
  ['quit', 'end'],
];

/**
 * The workshop in linear text, for screen readers, pipes and terminals that can't place a cursor: the same commands,
 * one a line. Without a terminal the commands are read from standard input until it ends.
 */
export async function plainSession(root: string): Promise<ExitStatus> {
  const { workshop, progress } = openContext(root);
  const { progress: done, notice } = progress.load();
  if (notice !== undefined) await writeOut(`${notice}\n`);
  const { provider, problem } = await configuredProvider(workshop.root);
  const who =
    provider === undefined
      ? 'The simulated model answers.'
      : `${toHarmless(provider)} answers run and playground; with --simulated the simulated model does. Grades stay with the simulated model.`;
  await writeOut(
    `${overview(workshop.title, workshop.chapters, done)}\n\n${toHarmless(problem ?? who)}\n\n${help()}\n`,
  );
  const interactive = process.stdin.isTTY === true;
  const lines = createInterface({
    input: process.stdin,
    output: interactive ? process.stdout : undefined,
    terminal: false,
  });
  const source = lines[Symbol.asyncIterator]();
  const prompt = () => (interactive ? writeOut('\nagentlings> ') : Promise.resolve());
  await prompt();
  let upcoming: ReturnType<typeof source.next> | undefined;
  for (let line = await source.next(); line.done !== true; line = await (upcoming ?? source.next())) {
    upcoming = undefined;
    const words = line.value
      .trim()
      .split(/\s+/)
      .filter((word) => word !== '');
    if (words[0] === 'quit' || words[0] === 'q' || words[0] === 'exit') break;
    if (words[0] === 'playground') await chat(source, words.slice(1), root, interactive);
    else if (words[0] === 'watch') {
      // The line that ends it is the next command.
      upcoming = source.next();
      await obey(words, root, upcoming);
    } else await obey(words, root);
    await prompt();
  }
  lines.close();
  return exitStatus.passed;
}

function help(): string {
  const width = Math.max(...typed.map(([usage]) => usage.length));
  return [
    'Type a command and press Enter:',
    ...typed.map(([usage, what]) => `  ${usage.padEnd(width)}  ${what}`),
  ].join('\n');
}

/** The playground reads the same lines until `/quit`. */
async function chat(
  lines: AsyncIterator<string>,
  words: readonly string[],
  root: string,
  interactive: boolean,
): Promise<void> {
  try {
    const { values, positionals } = parseOptions(words, {
      live: { type: 'boolean' },
      simulated: { type: 'boolean' },
    });
    const [name] = positionals;
    const { workshop, state } = openContext(root);
    const { chooseProvider } = await import('./live-run.ts');
    const provider = chooseProvider(workshop.root, values);
    const lesson = name === undefined ? undefined : findLesson(workshop, name);
    const { linearPlayground } = await import('./playground/linear.ts');
    await linearPlayground(lines, { workshop, lesson, interactive, provider, state });
    await writeOut('Back in the workshop.\n');
  } catch (error) {
    explain(error);
  }
}

/** @param ended what ends a command that goes on by itself */
async function obey(
  [name, ...rest]: readonly string[],
  root: string,
  ended?: Promise<unknown>,
): Promise<void> {
  if (name === undefined) return;
  if (name === 'help' || name === '?') return writeOut(`${help()}\n`);
  const known = typed.map(([usage]) => usage.split(' ')[0] ?? '');
  const command = known.includes(name) ? workshopCommands[name] : undefined;
  if (command === undefined) {
    const close = nearest(name, known);
    return writeOut(
      `There is no command "${name}".${close.length > 0 ? ` Did you mean ${close.join(' or ')}?` : ''} Type help.\n`,
    );
  }
  try {
    const run = await command.load();
    const separator = rest.indexOf('--');
    const plain = name === 'lesson' || name === 'task' ? ['--plain'] : [];
    const options = ['--workshop', root, ...plain];
    const args =
      separator === -1
        ? [...rest, ...options]
        : [...rest.slice(0, separator), ...options, ...rest.slice(separator)];
    await run(args, ended);
  } catch (error) {
    explain(error);
  }
}
