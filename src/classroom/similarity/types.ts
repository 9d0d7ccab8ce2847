/** A program of somebody's, to be compared with others of the same exercise. */
export interface Program {
  /** Who handed it in. */
  readonly id: string;
  readonly text: string;
}

/** Lines of a program, from 0, that have the same structure as some of the other one. */
export type Lines = ReadonlySet<number>;

export interface Side {
  readonly id: string;
  readonly text: string;
  readonly common: Lines;
  /** How much of it stands in the reference solution, too: 0 to 1. Who both took the solution are like each other. */
  readonly likeSolution: number;
}

/** Two programs, and what of them is alike. */
export interface SimilarPair {
  /** Share of what both wrote by themselves that stands in the other one, too: 0 to 1. */
  readonly similarity: number;
  readonly left: Side;
  readonly right: Side;
}

/** The programs of one exercise, compared. */
export interface ExerciseSimilarity {
  readonly exerciseId: string;
  readonly title: string;
  /** How many programs were compared: starters that nobody touched are left out. */
  readonly compared: number;
  /** Most similar first. */
  readonly pairs: readonly SimilarPair[];
  /** Whose programs are as much like the reference solution as pairs must be like each other, the most like it first. */
  readonly likeSolution: readonly { readonly id: string; readonly share: number }[];
  /** What could not be compared, one sentence each. */
  readonly notes: readonly string[];
}

/** Everything that the report on a folder of submissions says. */
export interface SimilarityReport {
  readonly workshop: string;
  /** Pairs below it are left out: 0 to 1. */
  readonly threshold: number;
  readonly exercises: readonly ExerciseSimilarity[];
}
