import { percent } from './percent.ts';
import type { ExerciseSimilarity } from './types.ts';

/** Stands in every report, because numbers look like verdicts. */
export const whatItMeans =
  'This is where to look, not a verdict. These programs are short, and who solves the same task often writes the same lines; who took the reference solution is like everybody else who did. Names, texts, types and comments count for nothing, the starter neither, nor what many wrote alike.';

/** Whose programs are like the reference solution, in words. */
export function solutionSentence(likeSolution: ExerciseSimilarity['likeSolution']): string {
  const people = likeSolution.map(({ id, share }) => `${id} (${percent(share)})`).join(', ');
  return `Like the reference solution: ${people}.`;
}
