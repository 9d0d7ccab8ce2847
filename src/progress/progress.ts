import * as z from 'zod';

/** What this learner has done, as `.agentlings/progress.json` holds it. */
export const progressSchema = z.object({
  version: z.literal(1),
  /** By exercise id. */
  exercises: z.record(
    z.string(),
    z.object({
      /** Points of the latest grade. */
      points: z.number(),
      maxPoints: z.number(),
      /** ISO time of the first grade that passed in full; it stays when a later one does not pass. */
      passedAt: z.string().optional(),
      /** ISO time of the latest grade. */
      gradedAt: z.string().optional(),
      /** How far up the help ladder: hints first, then why it failed, the differences, the solution. */
      hintsShown: z.number().int().min(0).default(0),
      /** ISO time when the reference solution was shown first. */
      solutionSeenAt: z.string().optional(),
      /** Titles of the checks that the latest grade did not pass because of what the program does. */
      failing: z.array(z.string()).optional(),
    }),
  ),
  /** Lesson ids, each with the ISO time when its end was reached. */
  lessonsRead: z.record(z.string(), z.string()),
  /** Latest answers to self-check questions: by lesson id, then by the question's id. Files from before have none. */
  answers: z
    .record(
      z.string(),
      z.record(
        z.string(),
        z.object({
          /** The chosen option's id. */
          option: z.string(),
          /** Whether it was right when it was given. */
          right: z.boolean(),
          /** ISO time. */
          answeredAt: z.string(),
        }),
      ),
    )
    .default({}),
  /** ISO time since when the learner has a hand raised. */
  hand: z.string().optional(),
  /** Where the learner was: an item's id and how far down. */
  position: z.object({ itemId: z.string(), scroll: z.number().int().min(0) }).optional(),
  /** How far down each text was left: its first visible line, of how many at the width of then. Older files have none. */
  places: z
    .record(z.string(), z.object({ line: z.number().int().min(0), lines: z.number().int().min(1) }))
    .default({})
    .catch({}),
});

export type Progress = z.infer<typeof progressSchema>;
export type ExerciseProgress = Progress['exercises'][string];

export const noProgress: Progress = { version: 1, exercises: {}, lessonsRead: {}, answers: {}, places: {} };

export type ExerciseState = 'not started' | 'started' | 'passed';

export function exerciseState(progress: Progress, id: string): ExerciseState {
  const entry = progress.exercises[id];
  if (entry === undefined) return 'not started';
  return entry.passedAt === undefined ? 'started' : 'passed';
}

/** A lesson is done when it was read, an exercise when it has passed. */
export function isDone(
  { kind, id }: { readonly kind: 'lesson' | 'exercise'; readonly id: string },
  progress: Progress,
): boolean {
  return kind === 'lesson'
    ? progress.lessonsRead[id] !== undefined
    : exerciseState(progress, id) === 'passed';
}

/** Notes a verdict. An exercise once passed stays passed. */
export function withGrade(
  progress: Progress,
  id: string,
  grade: {
    readonly points: number;
    readonly maxPoints: number;
    readonly passed: boolean;
    readonly failing?: readonly string[];
  },
  now: Date,
): Progress {
  const before = progress.exercises[id];
  const passedAt = before?.passedAt ?? (grade.passed ? now.toISOString() : undefined);
  return withExercise(progress, id, {
    ...before,
    hintsShown: before?.hintsShown ?? 0,
    points: grade.points,
    maxPoints: grade.maxPoints,
    gradedAt: now.toISOString(),
    passedAt,
    failing: grade.failing === undefined ? undefined : [...grade.failing],
  });
}

/** Notes that the first `count` rungs of the help ladder have been shown; it never goes down. */
export function withHints(progress: Progress, id: string, count: number, maxPoints: number): Progress {
  const before = progress.exercises[id] ?? { points: 0, maxPoints, hintsShown: 0 };
  return withExercise(progress, id, { ...before, hintsShown: Math.max(before.hintsShown, count) });
}

/** Notes when the reference solution was seen first. Nothing depends on it; it is for the learner's own eyes. */
export function withSolutionSeen(progress: Progress, id: string, maxPoints: number, now: Date): Progress {
  const before = progress.exercises[id] ?? { points: 0, maxPoints, hintsShown: 0 };
  return withExercise(progress, id, {
    ...before,
    solutionSeenAt: before.solutionSeenAt ?? now.toISOString(),
  });
}

export function withLessonRead(progress: Progress, id: string, now: Date): Progress {
  if (progress.lessonsRead[id] !== undefined) return progress;
  return { ...progress, lessonsRead: { ...progress.lessonsRead, [id]: now.toISOString() } };
}

/** Raises the hand or takes it down. Raised twice, it is up since the first time. */
export function withHand(progress: Progress, raised: boolean, now: Date): Progress {
  if (!raised) {
    const { hand: _, ...rest } = progress;
    return rest;
  }
  return progress.hand === undefined ? { ...progress, hand: now.toISOString() } : progress;
}

/** @param lines of the whole text, where it was on the screen */
export function withPosition(progress: Progress, itemId: string, scroll: number, lines?: number): Progress {
  const place = lines === undefined || lines < 1 ? {} : { [itemId]: { line: scroll, lines } };
  return { ...progress, position: { itemId, scroll }, places: { ...progress.places, ...place } };
}

function withExercise(progress: Progress, id: string, entry: ExerciseProgress): Progress {
  return { ...progress, exercises: { ...progress.exercises, [id]: entry } };
}
