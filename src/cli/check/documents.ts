import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { renderMarkdown } from '../../render/markdown.ts';
import { glyphSets, themes } from '../../render/theme.ts';
import { splitFrontMatter } from '../../workshop/front-matter.ts';
import { allExercises, allLessons } from '../../workshop/lookup.ts';
import type { Exercise, Lesson, Workshop } from '../../workshop/types.ts';

/** A lesson or an exercise's README, as `npm run check` looks at it. */
export interface Document {
  /** Relative to the workshop's folder. */
  readonly name: string;
  readonly path: string;
  /** The text without front matter. */
  readonly body: string;
  readonly links: readonly string[];
  /** Slugs of its sections, which links and graders may point to. */
  readonly sections: readonly string[];
  /** Its TypeScript blocks. */
  readonly code: readonly string[];
}

const options = { width: 80, theme: themes.mono, glyphs: glyphSets.unicode };

export async function readDocument(workshop: Workshop, file: string): Promise<Document> {
  const source = readFileSync(file, 'utf8');
  const body = splitFrontMatter(source)?.body ?? source;
  const { links, outline } = await renderMarkdown(body, options);
  return {
    name: path.relative(workshop.root, file),
    path: file,
    body,
    links: links.map(({ href }) => href),
    sections: outline.map(({ slug }) => slug),
    code: [...body.matchAll(/^```ts\n(.*?)^```$/gms)].map((match) => match[1] ?? ''),
  };
}

/** What is wrong with a document's links: each leads to a file, a section, an exercise, or the web. */
export async function linkFindings(
  workshop: Workshop,
  document: Document,
  read = (file: string) => readDocument(workshop, file),
): Promise<readonly string[]> {
  const findings: string[] = [];
  for (const href of new Set(document.links)) {
    if (/^https?:\/\//.test(href)) continue;
    const [target = '', section] = href.split('#');
    if (target.startsWith('exercise:')) {
      const known = allExercises(workshop).some(({ id }) => `exercise:${id}` === target);
      if (!known) findings.push(`${document.name}: the link ${href} names an exercise that does not exist`);
      continue;
    }
    const file = target === '' ? document.path : path.resolve(path.dirname(document.path), target);
    if (!existsSync(file)) findings.push(`${document.name}: the link ${href} leads to no file`);
    else if (section !== undefined && !(await read(file)).sections.includes(section))
      findings.push(`${document.name}: the link ${href} leads to no section of that file`);
  }
  return findings;
}

/** Sections that an exercise and its grader send the learner to, and that don't exist. */
export async function sectionFindings(
  workshop: Workshop,
  exercise: Exercise,
  read = (file: string) => readDocument(workshop, file),
): Promise<readonly string[]> {
  const grader = readFileSync(exercise.graderPath, 'utf8');
  const named = [...grader.matchAll(/lesson: ['"]([^'"]+)['"]/g)].map((match) => match[1] ?? '');
  const findings: string[] = [];
  for (const link of new Set([...exercise.lessons, ...named])) {
    const [id, section] = link.split('#');
    const lesson = allLessons(workshop).find((each) => each.id === id);
    if (lesson === undefined) findings.push(`${exercise.id} points to ${link}: there is no such lesson`);
    else if (section !== undefined && !(await read(lesson.path)).sections.includes(section))
      findings.push(`${exercise.id} points to ${link}: that lesson has no such section`);
  }
  return findings;
}

/** Minutes that a text takes: 200 words a minute, and half a minute for each block of code and each diagram. */
export function readingMinutes(body: string): number {
  const words = body.replace(/^```.*?^```$/gms, '').split(/\s+/).length;
  return words / 200 + (body.match(/^```\w/gm) ?? []).length / 2;
}

/** The promised reading time is not far from the estimated one. */
export function readingFindings(lesson: Lesson, document: Document): readonly string[] {
  const estimate = readingMinutes(document.body);
  if (lesson.minutes > estimate * 0.7 && lesson.minutes < Math.max(1.5, estimate * 1.5)) return [];
  return [
    `${document.name} says ${lesson.minutes} minutes, but about ${Math.max(1, Math.round(estimate))} are needed`,
  ];
}
