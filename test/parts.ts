/** A part of `src`: what it holds, where to begin reading, and what it may import besides itself. */
export interface Part {
  readonly holds: string;
  readonly begin: readonly string[];
  readonly imports: readonly string[];
  /** Parts whose types alone it may know: types tie nothing together at run time. */
  readonly types?: readonly string[];
}

/** The parts of `src`, from the bottom up. ARCHITECTURE.md shows this table, and a test keeps to it. */
export const parts: Readonly<Record<string, Part>> = {
  files: {
    holds: 'files replaced in one step, paths as people read them',
    begin: ['atomic.ts'],
    imports: [],
  },
  workshop: {
    holds:
      'the curriculum as data: load, validate, look up, search; `workshop-cache.ts` keeps it between starts',
    begin: ['load.ts', 'types.ts'],
    imports: ['files'],
  },
  render: {
    holds: 'markdown, diagrams, transcripts and diffs to styled text at a width; pure',
    begin: ['text.ts', 'markdown.ts'],
    imports: [],
    types: ['model', 'workshop'],
  },
  progress: {
    holds:
      'what the learner has done, on disk: atomic, recoverable, with undo and graded versions; progress codes (`code.ts`), and what a room is told (`room.ts`)',
    begin: ['store.ts', 'undo.ts'],
    imports: ['files'],
  },
  model: {
    holds:
      'the model endpoint: Chat Completions (`chat/`), what every API shares (`endpoint.ts`, `routes/`), the simulated model (`simulated/`), recording; `upstream.ts` is what it asks of somebody else who answers',
    begin: ['endpoint.ts', 'types.ts'],
    imports: ['workshop'],
  },
  provider: {
    holds:
      'real models behind the endpoint: presets, configuration, forwarding, explained errors, spending, cassettes',
    begin: ['forward.ts', 'types.ts'],
    imports: ['model', 'workshop'],
  },
  runner: {
    holds: 'one attempt: compile, spawn, limits, kill the tree, collect',
    begin: ['attempt.ts', 'types.ts'],
    imports: ['model', 'workshop'],
  },
  grading: {
    holds:
      'one program judged: the kit that graders are written in (`kit/`, imported as `#grading`), Vitest as the engine, verdicts, reports, and the proof of graders (`proof.ts`, `leaks.ts`)',
    begin: ['engine.ts', 'kit/grader.ts'],
    imports: ['runner', 'model', 'workshop', 'render', 'files'],
  },
  classroom: {
    holds:
      "many people's programs: `intake/` reads submissions without following links or writing to disk, `batch/` grades and keeps them, `gradebook/` reports, `similarity/` compares them by structure",
    begin: ['batch/batch.ts', 'intake/collect.ts'],
    imports: ['grading', 'runner', 'model', 'workshop', 'render', 'files'],
  },
  tui: {
    holds:
      'the screen: `state.ts`, `update.ts`, `view.ts`, and `screen.ts`, the one file that knows blessed; nothing in it reads a file or spawns',
    begin: ['app.ts'],
    imports: ['grading', 'runner', 'model', 'workshop', 'progress', 'render'],
  },
  cli: {
    holds:
      "arguments to commands, the screen's effects (`screen/`), the process that works for it (`workbench/`), what authors need (`check/`, `scaffold/`), a room's overview (`room/`); the only place that prints or exits",
    begin: ['main.ts', 'commands.ts'],
    imports: [
      'tui',
      'classroom',
      'grading',
      'provider',
      'runner',
      'model',
      'workshop',
      'progress',
      'render',
      'files',
    ],
  },
};

/** The table of parts as ARCHITECTURE.md shows it, the top of the stack first. */
export function partsTable(): readonly string[] {
  const code = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(', ');
  const rows = Object.entries(parts)
    .toReversed()
    .map(([name, { holds, begin, imports, types = [] }]) => {
      const may = [...imports.map((each) => `\`${each}\``), ...types.map((each) => `types of \`${each}\``)];
      return `| \`src/${name}\` | ${holds} | ${code(begin)} | ${may.length === 0 ? 'nothing' : may.join(', ')} |`;
    });
  return ['| folder | holds | begin with | may import |', '|---|---|---|---|', ...rows];
}
