import { readFileSync } from 'node:fs';
import { withLessonRead } from '../../progress/progress.ts';
import { toAnsi } from '../../render/ansi.ts';
import { renderMarkdown } from '../../render/markdown.ts';
import { splitFrontMatter } from '../../workshop/front-matter.ts';
import { findExercise, findLesson } from '../../workshop/lookup.ts';
import { contextAndName } from '../context.ts';
import { type ExitStatus, exitStatus } from '../exit.ts';
import { outputColumns, useColor, writeOut } from '../output.ts';
import { plainTheme } from '../plain-theme.ts';

/** `lesson ID`: the lesson as text at the terminal's width. */
export async function lessonCommand(argv: readonly string[]): Promise<ExitStatus> {
  const { context, name } = contextAndName(argv, 'npm run workshop -- lesson ID');
  const lesson = findLesson(context.workshop, name);
  await writeOut(await documentText(lesson.path, `${lesson.title} (${lesson.minutes} minutes)`));
  context.progress.update((progress) => withLessonRead(progress, lesson.id, new Date()));
  return exitStatus.passed;
}

/** `task EXERCISE`: the exercise's README as text, and the file to edit. */
export async function taskCommand(argv: readonly string[]): Promise<ExitStatus> {
  const { context, name } = contextAndName(argv, 'npm run workshop -- task EXERCISE');
  const exercise = findExercise(context.workshop, name);
  const text = await documentText(exercise.readmePath, `${exercise.title} (${exercise.points} points)`);
  await writeOut(`${text}\nThe file to edit: ${exercise.submissionPath}\n`);
  return exitStatus.passed;
}

/** A markdown file as text for standard output: its title, then the body without front matter. */
export async function documentText(file: string, title: string): Promise<string> {
  const source = readFileSync(file, 'utf8');
  const body = splitFrontMatter(source)?.body ?? source;
  const color = useColor(process.stdout);
  const { lines } = await renderMarkdown(body, { width: outputColumns(), ...plainTheme(color) });
  return `${title}\n\n${lines.map((line) => toAnsi(line, { color })).join('\n')}\n`;
}
