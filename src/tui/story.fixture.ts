import type { CheckResult, ExerciseResult } from '../grading/types.ts';
import { withAnswer } from '../progress/answers.ts';
import {
  noProgress,
  type Progress,
  withGrade,
  withHints,
  withLessonRead,
  withPosition,
  withSolutionSeen,
} from '../progress/progress.ts';
import type { DiskProblem } from '../progress/session.ts';
import { type Line, plain, span } from '../render/text.ts';
import { glyphSets, themes } from '../render/theme.ts';
import type { Attempt } from '../runner/types.ts';
import { defaultLimits, type Exercise, type Lesson, type Workshop } from '../workshop/types.ts';
import type { Effect } from './effects.ts';
import type { Event } from './events.ts';
import { initialState, type Size, type State, type TuiInput, type VersionView } from './state.ts';
import { update } from './update.ts';
import { view } from './view.ts';

/** A small workshop, and a learner in front of it, for tests: press a key, see the screen, look at the effects. */
function lesson(id: string, title: string, exercises: readonly string[]): Lesson {
  return {
    kind: 'lesson',
    id,
    chapterId: 'talking',
    title,
    minutes: 5,
    exercises,
    questions: [],
    path: `/${id}.md`,
  };
}

function exercise(id: string, number: string, title: string): Exercise {
  return {
    kind: 'exercise',
    id,
    number,
    chapterId: 'talking',
    title,
    summary: `What ${title} is about.`,
    points: 6,
    limits: defaultLimits,
    hints: ['Look at the messages.', 'Put the system message first.', 'Print the content.'],
    lessons: ['basics'],
    args: [],
    folder: `/${id}`,
    readmePath: `/${id}/README.md`,
    submissionPath: `/${id}/exercise.ts`,
    starterPath: `/${id}/.starter.ts`,
    graderPath: `/${id}/grader.test.ts`,
    solutionPath: `/${id}.ts`,
  };
}

export const workshop: Workshop = {
  title: 'Agentlings: a test',
  summary: 'A test.',
  root: '/',
  knowledge: [],
  chapters: [
    {
      id: 'talking',
      title: 'Talking to a model',
      items: [
        lesson('basics', 'The basics 你好', ['ask', 'answer']),
        exercise('ask', '01', 'Ask a question'),
        exercise('answer', '02', 'Answer 🙂 back'),
      ],
    },
    { id: 'tools', title: 'Tools', items: [lesson('tools', 'Tools and how models call them', [])] },
  ],
};

export function attempt(stdout: string, more: Partial<Attempt> = {}): Attempt {
  return {
    outcome: 'exited',
    message: '',
    exitCode: 0,
    signal: null,
    stdout,
    stderr: '',
    stdoutBytes: stdout.length,
    stderrBytes: 0,
    durationMs: 80,
    exchanges: [],
    args: [],
    seed: 'seed',
    ...more,
  };
}

export function check(
  id: string,
  status: CheckResult['status'],
  more: Partial<CheckResult> = {},
): CheckResult {
  const failed = status === 'failed';
  return {
    id,
    title: `The check ${id}`,
    status,
    points: status === 'passed' ? 2 : 0,
    maxPoints: 2,
    expected: failed ? `what ${id} wants` : '',
    actual: failed ? `what ${id} got` : '',
    help: failed ? `do this about ${id}` : '',
    ...more,
  };
}

export function result(checks: readonly CheckResult[], more: Partial<ExerciseResult> = {}): ExerciseResult {
  const sum = (pick: (each: CheckResult) => number) => checks.reduce((total, each) => total + pick(each), 0);
  return {
    id: 'ask',
    status: checks.every(({ status }) => status === 'passed') ? 'passed' : 'failed',
    points: sum(({ points }) => points),
    maxPoints: sum(({ maxPoints }) => maxPoints),
    durationMs: 80,
    message: 'Some checks failed.',
    checks,
    ...more,
  };
}

/** Milliseconds; any moment does. */
const start = Date.UTC(2026, 0, 2, 14, 22, 7);

/** What a program with this workshop starts with, but for the size. */
export function fixtureInput(): Omit<TuiInput, 'size'> {
  return {
    workshop,
    progress: noProgress,
    theme: themes.dark,
    colors: 256,
    glyphs: glyphSets.unicode,
    canSuspend: true,
    answerer: { live: false },
    mouse: true,
    now: start,
  };
}

const marks = ['', '你好，世界', '🙂 and 👩‍👩‍👧', 'e\u0301 and ❤️', '한국어 text', 'ไทย', '├─┤'];

/** A text with characters that terminals disagree about. */
export function fixtureLines(id: string, count = 40): Line[] {
  return Array.from({ length: count }, (_, index) => [
    span(`${id} line ${index + 1} ${marks[index % marks.length] ?? ''}`.trimEnd()),
    span(' end'),
  ]);
}

export interface StoryOptions extends Partial<Omit<TuiInput, 'size'>> {
  readonly size?: Partial<Size>;
  /** Lines of every text. */
  readonly lines?: number;
}

/** A learner at the screen. What the screen asks for is noted; texts and progress are answered at once. */
export class Story {
  readonly effects: Effect[] = [];
  state: State;
  /** Of every exercise, newest first. */
  versions: readonly VersionView[] = [];
  /** Why the disk takes nothing. */
  disk: DiskProblem | undefined;
  #now = start;
  readonly #lines: number;

  constructor({ size, lines = 40, ...input }: StoryOptions = {}) {
    this.#lines = lines;
    this.state = initialState({
      ...fixtureInput(),
      size: { columns: 80, rows: 24, ...size },
      ...input,
    });
    this.send({ type: 'start' });
  }

  press(...keys: readonly string[]): this {
    for (const key of keys) this.send({ type: 'key', key });
    return this;
  }

  resize(columns: number, rows: number): this {
    return this.send({ type: 'resize', size: { columns, rows } });
  }

  wait(ms: number): this {
    this.#now += ms;
    return this.send({ type: 'tick' });
  }

  send(event: Event): this {
    const [state, effects] = update(this.state, { ...event, at: this.#now });
    this.state = state;
    for (const effect of effects) {
      this.effects.push(effect);
      this.#answer(effect);
    }
    return this;
  }

  /** The screen as text, one string for each row, as wide as the terminal. */
  rows(): string[] {
    return view(this.state).lines.map(plain);
  }

  screen(): string {
    return this.rows().join('\n');
  }

  /** Of one kind, in order. */
  asked<T extends Effect['type']>(type: T): Extract<Effect, { type: T }>[] {
    return this.effects.filter((effect): effect is Extract<Effect, { type: T }> => effect.type === type);
  }

  /** The latest run or grade. */
  runId(): number {
    return this.state.nextRunId - 1;
  }

  #answer(effect: Effect): void {
    if (effect.type === 'render') {
      const lines = fixtureLines(effect.key.replace('exercise:', ''), this.#lines);
      const rendered = { lines, outline: [], links: [] };
      this.send({ type: 'document', key: effect.key, width: effect.width, rendered });
    }
    if (effect.type === 'read-history') {
      this.send({ type: 'history', exerciseId: effect.exerciseId, versions: this.versions });
    }
    if (effect.type === 'render-version') {
      const { exerciseId, number, width } = effect;
      const difference = fixtureLines(`version ${number}`, this.#lines);
      this.send({ type: 'version', exerciseId, number, width, difference });
    }
    if (effect.type === 'render-solution') {
      const { exerciseId, width } = effect;
      const [difference, text] = ['difference', 'solution'].map((id) => fixtureLines(id, this.#lines));
      if (difference === undefined || text === undefined) return;
      this.send({ type: 'solution', exerciseId, solution: { width, difference, text } });
    }
    const progress = progressAfter(this.state.progress, effect);
    if (progress !== undefined) this.send({ type: 'progress', progress, unsaved: this.disk });
  }
}

/** What carrying out an effect makes of the progress; `undefined` when it is none of its business. */
export function progressAfter(progress: Progress, effect: Effect): Progress | undefined {
  switch (effect.type) {
    case 'save-grade': {
      const { points, maxPoints, status } = effect.result;
      const grade = { points, maxPoints, passed: status === 'passed' };
      return withGrade(progress, effect.exerciseId, grade, new Date(start));
    }
    case 'save-hints':
      return withHints(progress, effect.exerciseId, effect.count, 6);
    case 'save-solution-seen':
      return withSolutionSeen(progress, effect.exerciseId, 6, new Date(start));
    case 'save-lesson-read':
      return withLessonRead(progress, effect.lessonId, new Date(start));
    case 'save-answer': {
      const { lessonId, questionId, option, right } = effect;
      return withAnswer(progress, lessonId, questionId, { option, right }, new Date(start));
    }
    case 'save-position':
      return withPosition(progress, effect.itemId, effect.scroll, effect.lines);
    default:
      return undefined;
  }
}
