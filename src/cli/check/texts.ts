import { readFileSync } from 'node:fs';
import { splitFrontMatter } from '../../workshop/front-matter.ts';
import { allLessons } from '../../workshop/lookup.ts';
import type { Exercise, Workshop } from '../../workshop/types.ts';
import { codeFindings } from './code.ts';
import {
  type Document,
  linkFindings,
  readDocument,
  readingFindings,
  readingMinutes,
  sectionFindings,
} from './documents.ts';

/** One lesson or README in the table of `npm run check`. */
export interface TextProof {
  readonly name: string;
  /** Estimated reading time. */
  readonly minutes: number;
  readonly links: number;
  readonly code: number;
  readonly questions: number;
  readonly findings: readonly string[];
}

/** Looks at the READMEs of these exercises and at the lessons they lead to; at all lessons when these are all. */
export async function proveTexts(
  workshop: Workshop,
  exercises: readonly Exercise[],
  everything: boolean,
): Promise<readonly TextProof[]> {
  const linked = new Set(exercises.flatMap(({ lessons }) => lessons.map((link) => link.split('#')[0])));
  const lessons = allLessons(workshop).filter(({ id }) => everything || linked.has(id));
  const cache = new Map<string, Promise<Document>>();
  const read = (file: string) => {
    const found = cache.get(file) ?? readDocument(workshop, file);
    cache.set(file, found);
    return found;
  };
  const documents = await Promise.all(
    [...lessons.map(({ path }) => path), ...exercises.map(({ readmePath }) => readmePath)].map(read),
  );
  const code = await codeFindings(documents);
  return Promise.all(
    documents.map(async (document) => {
      const lesson = lessons.find(({ path }) => path === document.path);
      const exercise = exercises.find(({ readmePath }) => readmePath === document.path);
      return {
        name: document.name,
        minutes: readingMinutes(document.body),
        links: document.links.length,
        code: document.code.length,
        questions: questionsIn(document.path),
        findings: [
          ...(await linkFindings(workshop, document, read)),
          ...(exercise === undefined ? [] : await sectionFindings(workshop, exercise, read)),
          ...(lesson === undefined ? [] : readingFindings(lesson, document)),
          ...code.filter((finding) => finding.startsWith(`${document.name}: `)),
        ],
      };
    }),
  );
}

/** The loader has validated them; here they are only counted. */
function questionsIn(file: string): number {
  const yaml = splitFrontMatter(readFileSync(file, 'utf8'))?.yaml ?? '';
  return yaml.match(/^\s+- question: /gm)?.length ?? 0;
}
