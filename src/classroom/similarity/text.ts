import { toHarmless } from '../../render/sanitize.ts';
import { wrapText } from '../../render/text.ts';
import { solutionSentence, whatItMeans } from './meaning.ts';
import { percent } from './percent.ts';
import type { ExerciseSimilarity, SimilarityReport } from './types.ts';

/** The pairs for a terminal. */
export function similarityText(report: SimilarityReport, { columns }: { readonly columns: number }): string {
  const parts = report.exercises.map((exercise) => exerciseText(exercise, report.threshold));
  return `${[...parts, whatItMeans].map((part) => wrapped(part, columns)).join('\n\n')}\n`;
}

function exerciseText(exercise: ExerciseSimilarity, threshold: number): string {
  const { title, compared, pairs, likeSolution, notes } = exercise;
  const rows = pairs.map(
    ({ left, right, similarity }) =>
      `  ${percent(similarity).padStart(5)}  ${left.id} and ${right.id} (like the solution: ${percent(left.likeSolution)}, ${percent(right.likeSolution)})`,
  );
  const none = `  No two are at least ${percent(threshold)} alike.`;
  const said = [
    `${title}: ${compared} compared`,
    ...(rows.length > 0 ? rows : [none]),
    ...(likeSolution.length > 0 ? [`  ${solutionSentence(likeSolution)}`] : []),
    ...notes.map((note) => `  ${note}`),
  ];
  return said.map(toHarmless).join('\n');
}

function wrapped(text: string, columns: number): string {
  return wrapText(text, Math.max(20, columns)).join('\n');
}
