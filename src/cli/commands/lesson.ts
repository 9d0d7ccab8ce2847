import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { withLessonRead } from '../../progress/progress.ts';
import { toAnsi } from '../../render/ansi.ts';
import { renderMarkdown } from '../../render/markdown.ts';
import { splitFrontMatter } from '../../workshop/front-matter.ts';
import { findExercise, findLesson } from '../../workshop/lookup.ts';
import { openContext } from '../context.ts';
import { type ExitStatus, exitStatus, UsageError } from '../exit.ts';
import { parseOptions } from '../options.ts';
import { colorsOf, outputColumns, useHyperlinks, writeOut } from '../output.ts';
import { plainTheme } from '../plain-theme.ts';
import { questionsText } from '../questions.ts';

/** `lesson ID`: the lesson as text at the terminal's width, with its questions; their answers only when asked for. */
export async function lessonCommand(argv: readonly string[]): Promise<ExitStatus> {
  const usage = 'npm run workshop -- lesson ID [--answers] [--plain]';
  const { context, name, linear, answers } = documentOptions(argv, usage, { answers: { type: 'boolean' } });
  const lesson = findLesson(context.workshop, name);
  const text = await documentText(lesson.path, `${lesson.title} (${lesson.minutes} minutes)`, linear);
  await writeOut(`${text}${questionsText(lesson, { linear, answers })}`);
  context.progress.update((progress) => withLessonRead(progress, lesson.id, new Date()));
  return exitStatus.passed;
}

/** `task EXERCISE`: the exercise's README as text, and the file to edit. */
export async function taskCommand(argv: readonly string[]): Promise<ExitStatus> {
  const { context, name, linear } = documentOptions(argv, 'npm run workshop -- task EXERCISE [--plain]');
  const exercise = findExercise(context.workshop, name);
  const text = await documentText(
    exercise.readmePath,
    `${exercise.title} (${exercise.points} points)`,
    linear,
  );
  const file = exercise.submissionPath;
  const shown = [{ text: file, style: {}, href: pathToFileURL(file).href }];
  await writeOut(
    `${text}\nThe file to edit: ${toAnsi(shown, { color: 0, links: useHyperlinks(process.stdout) })}\n`,
  );
  return exitStatus.passed;
}

function documentOptions(
  argv: readonly string[],
  usage: string,
  more: { readonly answers?: { readonly type: 'boolean' } } = {},
) {
  const { values, positionals } = parseOptions(argv, { plain: { type: 'boolean' }, ...more });
  const [name, ...rest] = positionals;
  if (values.help === true || name === undefined || rest.length > 0) throw new UsageError(`Usage: ${usage}`);
  return {
    context: openContext(values.workshop),
    name,
    answers: values.answers === true,
    linear: values.plain === true || process.env.TERM === 'dumb',
  };
}

/** A markdown file as text for standard output: its title, the body without front matter, and where its links lead. */
async function documentText(file: string, title: string, linear: boolean): Promise<string> {
  const source = readFileSync(file, 'utf8');
  const body = splitFrontMatter(source)?.body ?? source;
  const color = colorsOf(process.stdout);
  const options = { width: outputColumns(), linear, ...plainTheme(color) };
  const { lines, links } = await renderMarkdown(body, options);
  const targets = new Map(
    links.filter(({ href }) => /^https?:/.test(href)).map(({ href, text }) => [href, text]),
  );
  const references = [...targets].map(([href, text]) => `${text}: ${href}`);
  const text = [
    title,
    '',
    ...lines.map((line) => toAnsi(line, { color, links: useHyperlinks(process.stdout) })),
    ...(references.length > 0 ? ['', ...references] : []),
  ];
  return `${text.join('\n')}\n`;
}
