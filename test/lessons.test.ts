import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { execa } from 'execa';
import { afterAll, describe, expect, test } from 'vitest';
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

const snippets = path.join(root, 'test', '.snippets');
afterAll(() => rmSync(snippets, { recursive: true, force: true }));

test('every TypeScript block compiles by itself, under the project’s own strict rules', async () => {
  rmSync(snippets, { recursive: true, force: true });
  mkdirSync(snippets, { recursive: true });
  for (const file of documents) {
    for (const [index, match] of [...body(file).matchAll(/^```ts\n(.*?)^```$/gms)].entries()) {
      const name = `${path.basename(path.dirname(file))}-${path.basename(file, '.md')}-${index + 1}.ts`;
      writeFileSync(path.join(snippets, name), `${match[1] ?? ''}\nexport {};\n`);
    }
  }
  expect(readdirSync(snippets).length).toBeGreaterThan(3);
  writeFileSync(
    path.join(snippets, 'tsconfig.json'),
    JSON.stringify({ extends: '../../tsconfig.json', include: ['*.ts'] }),
  );
  const { stdout, exitCode } = await execa('npx', ['tsc', '--noEmit', '-p', snippets], {
    cwd: root,
    reject: false,
  });
  expect(stdout).toBe('');
  expect(exitCode).toBe(0);
});

test('every link leads somewhere: files, sections, exercises', async () => {
  const broken: string[] = [];
  const options = { width: 80, theme: themes.mono, glyphs: glyphSets.unicode };
  for (const file of documents) {
    const { links } = await renderMarkdown(body(file), options);
    for (const { href } of links) {
      if (/^https:\/\//.test(href)) continue;
      const [target = '', section] = href.split('#');
      if (target.startsWith('exercise:')) {
        if (!exercises.some((exercise) => `exercise:${exercise.id}` === target))
          broken.push(`${file}: ${href}`);
        continue;
      }
      const resolved = target === '' ? file : path.resolve(path.dirname(file), target);
      if (!existsSync(resolved)) broken.push(`${file}: ${href}`);
      else if (section !== undefined) {
        const { outline } = await renderMarkdown(body(resolved), options);
        if (!outline.some(({ slug }) => slug === section)) broken.push(`${file}: ${href}`);
      }
    }
  }
  expect(broken).toEqual([]);
});

test('sections that exercises and graders point to exist', async () => {
  const options = { width: 80, theme: themes.mono, glyphs: glyphSets.unicode };
  const missing: string[] = [];
  for (const exercise of exercises) {
    const named = [...readFileSync(exercise.graderPath, 'utf8').matchAll(/lesson: '([^']+)'/g)].map(
      (match) => match[1] ?? '',
    );
    for (const link of [...exercise.lessons, ...named]) {
      const [id, section] = link.split('#');
      const lesson = lessons.find((each) => each.id === id);
      if (lesson === undefined) missing.push(`${exercise.id}: ${link}`);
      else if (section !== undefined) {
        const { outline } = await renderMarkdown(body(lesson.path), options);
        if (!outline.some(({ slug }) => slug === section)) missing.push(`${exercise.id}: ${link}`);
      }
    }
  }
  expect(missing).toEqual([]);
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
  test('takes about as long to read as it says, has takeaways, references and questions', () => {
    const text = body(lesson.path);
    const words = text.replace(/^```.*?^```$/gms, '').split(/\s+/).length;
    // 200 words a minute, and half a minute for each block of code or diagram.
    const minutes = words / 200 + (text.match(/^```\w/gm) ?? []).length / 2;
    expect(lesson.minutes).toBeGreaterThan(minutes * 0.7);
    expect(lesson.minutes).toBeLessThan(minutes * 1.5);
    expect(text).toContain('## Key takeaways');
    expect(text).toContain('## References');
    expect(
      readFileSync(lesson.path, 'utf8').match(/^ {2}- question: /gm)?.length ?? 0,
    ).toBeGreaterThanOrEqual(2);
  });
});
