import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Exercise, Workshop } from '../../workshop/types.ts';

/** How many submissions of each kind prove a grader. */
export const wanted = { wrong: 12, right: 4 } as const;

/** A program whose verdict is known beforehand. */
export interface KnownSubmission {
  /** `solution`, `starter`, or its kind and file name: `wrong/no-history`. */
  readonly name: string;
  readonly kind: 'solution' | 'starter' | 'right' | 'wrong';
  readonly file: string;
  /** Of a wrong one: the id of the check that its first line says it fails. */
  readonly fails?: string;
}

/** All that is known about an exercise: its solution, its starter, and `test/submissions/<id>/{right,wrong}/*.ts`. */
export function corpusOf(workshop: Workshop, exercise: Exercise): readonly KnownSubmission[] {
  const folder = path.join(workshop.root, 'test', 'submissions', exercise.id);
  return [
    { name: 'solution', kind: 'solution', file: exercise.solutionPath },
    { name: 'starter', kind: 'starter', file: exercise.starterPath },
    ...programs(folder, 'right'),
    ...programs(folder, 'wrong'),
  ];
}

/** Where the known submissions of an exercise say which scenarios show what they are about. */
export function tellingFile(workshop: Workshop, exercise: Exercise): string {
  return path.join(workshop.root, 'test', 'submissions', exercise.id, 'telling.yaml');
}

/** Where verdicts of known submissions are kept between proofs. Git ignores it. */
export function proofFolder(workshop: Workshop): string {
  return path.join(workshop.root, '.proofs');
}

function programs(folder: string, kind: 'right' | 'wrong'): readonly KnownSubmission[] {
  const own = path.join(folder, kind);
  if (!existsSync(own)) return [];
  return readdirSync(own)
    .filter((name) => name.endsWith('.ts'))
    .sort()
    .map((name) => {
      const file = path.join(own, name);
      const fails = kind === 'wrong' ? /^\/\/ fails: (\S+)/.exec(readFileSync(file, 'utf8'))?.[1] : undefined;
      return { name: `${kind}/${path.basename(name, '.ts')}`, kind, file, fails };
    });
}
