import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { proveTexts } from '../src/cli/check/texts.ts';
import { renderMarkdown } from '../src/render/markdown.ts';
import { glyphSets, themes } from '../src/render/theme.ts';
import { splitFrontMatter } from '../src/workshop/front-matter.ts';
import { loadWorkshop } from '../src/workshop/load.ts';
import { allExercises, allLessons } from '../src/workshop/lookup.ts';
import { root } from './project.ts';

/** The workshop's texts: what they promise holds. */
const workshop = loadWorkshop(root);
const lessons = allLessons(workshop);
const exercises = allExercises(workshop);
const documents = [
  ...lessons.map((lesson) => lesson.path),
  ...exercises.map((exercise) => exercise.readmePath),
];

function body(file: string): string {
  const source = readFileSync(file, 'utf8');
  return splitFrontMatter(source)?.body ?? source;
}

test('check finds nothing to mend: links, sections, code blocks, reading time', async () => {
  const proofs = await proveTexts(workshop, exercises, true);
  expect(proofs.flatMap(({ findings }) => findings)).toEqual([]);
  expect(proofs.reduce((sum, { code }) => sum + code, 0)).toBeGreaterThan(3);
});

describe.each(documents.map((file) => [path.relative(root, file), file]))('%s', (_name, file) => {
  test.each([40, 60, 80, 120])('fits into %i columns, diagrams and tables too', async (width) => {
    const { lines } = await renderMarkdown(body(file), {
      width,
      theme: themes.dark,
      glyphs: glyphSets.unicode,
    });
    const wide = lines
      .map((line) => line.map(({ text }) => text).join(''))
      .filter((line) => [...line].length > width);
    expect(wide).toEqual([]);
  });
});

describe.each(lessons.map((lesson) => [lesson.id, lesson]))('lesson %s', (_id, lesson) => {
  test('has takeaways, references and questions', () => {
    const text = body(lesson.path);
    expect(text).toContain('## Key takeaways');
    expect(text).toContain('## References');
    expect(
      readFileSync(lesson.path, 'utf8').match(/^ {2}- question: /gm)?.length ?? 0,
    ).toBeGreaterThanOrEqual(2);
  });
});
