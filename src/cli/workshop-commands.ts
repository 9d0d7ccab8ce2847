import type { ExitStatus } from './exit.ts';

/** @param ended settles when a command that goes on by itself is to end */
export type Command = (argv: readonly string[], ended?: Promise<unknown>) => Promise<ExitStatus>;

export interface CommandEntry {
  /** How it is written, and what it does in a few words. */
  readonly usage: string;
  readonly summary: string;
  /** Commands are loaded when they are called, so that the first screen waits for nothing else. */
  readonly load: () => Promise<Command>;
}

/** Every command but the one that opens the workshop: what can be typed in the plain session, too. */
export const workshopCommands: Readonly<Record<string, CommandEntry>> = {
  grade: {
    usage: 'npm run grade -- [EXERCISE…]',
    summary: 'grade your exercises; --help shows the options',
    load: async () => (await import('./commands/grade.ts')).gradeCommand,
  },
  list: {
    usage: 'npm run workshop -- list',
    summary: 'all lessons and exercises, with what you have done',
    load: async () => (await import('./commands/list.ts')).listCommand,
  },
  next: {
    usage: 'npm run workshop -- next',
    summary: 'the first lesson or exercise that you have not done',
    load: async () => (await import('./commands/next.ts')).nextCommand,
  },
  search: {
    usage: 'npm run workshop -- search WORDS',
    summary: 'where a text stands in lessons and tasks; upper case counts where you type it',
    load: async () => (await import('./commands/search.ts')).searchCommand,
  },
  lesson: {
    usage: 'npm run workshop -- lesson ID',
    summary: 'print a lesson; --answers with the answers to its questions',
    load: async () => (await import('./commands/lesson.ts')).lessonCommand,
  },
  answer: {
    usage: 'npm run workshop -- answer LESSON NUMBER LETTER',
    summary: "answer one of a lesson's questions; without number and letter: your answers so far",
    load: async () => (await import('./commands/answer.ts')).answerCommand,
  },
  task: {
    usage: 'npm run workshop -- task EXERCISE',
    summary: "print an exercise's task",
    load: async () => (await import('./commands/lesson.ts')).taskCommand,
  },
  run: {
    usage:
      'npm run workshop -- run EXERCISE [--live | --simulated] [--file FILE] [--wire [--full]] [--input LINE]… [--record CASSETTE | --replay CASSETTE] [-- ARGUMENTS]',
    summary:
      'run your program against the simulated model, or the provider that you have configured: --live wants it, --simulated does without; --file runs any file instead of an exercise, --wire shows what was sent, with --full every message, tool and piece of it, --input is a line on its standard input, --record keeps the answers, --replay answers with them',
    load: async () => (await import('./commands/run.ts')).runCommand,
  },
  watch: {
    usage: 'npm run workshop -- watch EXERCISE',
    summary:
      'grade it at every save until Ctrl-C; with a provider run it at every save, --simulated grades all the same',
    load: async () => (await import('./commands/watch.ts')).watchCommand,
  },
  edit: {
    usage: 'npm run workshop -- edit EXERCISE [LINE]',
    summary: 'open your file in the editor that EDITOR names',
    load: async () => (await import('./commands/edit.ts')).editCommand,
  },
  playground: {
    usage: 'npm run workshop -- playground [LESSON]',
    summary: 'chat with the model in linear text and see what is sent; /help shows its commands',
    load: async () => (await import('./commands/playground.ts')).playgroundCommand,
  },
  hint: {
    usage: 'npm run workshop -- hint EXERCISE',
    summary: 'the next hint, after the ones you have seen',
    load: async () => (await import('./commands/hint.ts')).hintCommand,
  },
  history: {
    usage: 'npm run workshop -- history EXERCISE [VERSION [--apply]]',
    summary: 'what you had graded before, and what a version would change; --apply puts it back',
    load: async () => (await import('./commands/history.ts')).historyCommand,
  },
  solution: {
    usage: 'npm run workshop -- solution EXERCISE --yes [--apply]',
    summary: 'the reference solution; --apply puts it into your file and keeps a copy of yours',
    load: async () => (await import('./commands/solution.ts')).solutionCommand,
  },
  diff: {
    usage: 'npm run workshop -- diff EXERCISE',
    summary: 'your file beside the starter; --solution: beside the reference solution',
    load: async () => (await import('./commands/diff.ts')).diffCommand,
  },
  reset: {
    usage: 'npm run workshop -- reset EXERCISE',
    summary: 'the starter again; a copy of your file is kept',
    load: async () => (await import('./commands/reset.ts')).resetCommand,
  },
  undo: {
    usage: 'npm run workshop -- undo',
    summary: 'bring back what the last reset or applied solution replaced',
    load: async () => (await import('./commands/reset.ts')).undoCommand,
  },
  progress: {
    usage: 'npm run workshop -- progress [CODE]',
    summary: 'a short code for what you have done; with a code: take over what it says, on another machine',
    load: async () => (await import('./commands/progress.ts')).progressCommand,
  },
  hand: {
    usage: 'npm run workshop -- hand [up | down]',
    summary: 'raise your hand in a room, or take it down',
    load: async () => (await import('./commands/hand.ts')).handCommand,
  },
  room: {
    usage: 'npm run workshop -- room [join FOLDER --name YOU | leave]',
    summary:
      'let whoever leads a room see where you are, by a folder that everybody shares; off unless you join',
    load: async () => (await import('./commands/room.ts')).roomCommand,
  },
  doctor: {
    usage: 'npm run workshop -- doctor',
    summary: 'try everything that the workshop needs, and say what to do about what fails',
    load: async () => (await import('./commands/doctor.ts')).doctorCommand,
  },
  check: {
    usage: 'npm run check -- [EXERCISE…] [--texts | --update | --every-scenario] [--seeds N] [--fresh]',
    summary:
      'for authors: what the texts promise holds, and graders pass what is right and fail what is wrong; --update writes down anew where wrong submissions show themselves, --fresh uses no earlier verdicts',
    load: async () => (await import('./commands/check.ts')).checkCommand,
  },
  new: {
    usage: 'npm run new -- exercise ID --chapter CHAPTER',
    summary: 'for authors: the files of a new exercise, or of a new lesson',
    load: async () => (await import('./commands/new.ts')).newCommand,
  },
};
