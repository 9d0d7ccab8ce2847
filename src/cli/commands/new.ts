import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { loadWorkshop } from '../../workshop/load.ts';
import { allItems } from '../../workshop/lookup.ts';
import type { Workshop } from '../../workshop/types.ts';
import { type ExitStatus, exitStatus, UsageError } from '../exit.ts';
import { parseOptions } from '../options.ts';
import { writeOut } from '../output.ts';
import { workshopRoot } from '../root.ts';
import { withItem } from '../scaffold/register.ts';
import { exerciseFiles, lessonText, type NewFile } from '../scaffold/templates.ts';

const usage =
  'Type `npm run new -- exercise my-id --chapter tools` or `npm run new -- lesson my-id --chapter tools`.';

/** `npm run new`: for authors, the files of a new exercise or lesson, and its line in `workshop.yaml`. */
export async function newCommand(argv: readonly string[]): Promise<ExitStatus> {
  const { values, positionals } = parseOptions(argv, {
    chapter: { type: 'string' },
    title: { type: 'string' },
  });
  const [kind, id, ...more] = positionals;
  if ((kind !== 'exercise' && kind !== 'lesson') || id === undefined || more.length > 0)
    throw new UsageError(usage);
  if (values.chapter === undefined) throw new UsageError(`Which chapter shall it stand in? ${usage}`);
  if (!/^[a-z]+[a-z0-9]*(-[a-z0-9]+)*$/.test(id))
    throw new UsageError(`An id is made of lower-case words joined by "-", and "${id}" is not.`);

  const workshop = loadWorkshop(workshopRoot(values.workshop));
  if (allItems(workshop).some((item) => item.kind === kind && item.id === id))
    throw new UsageError(`There is already ${kind === 'lesson' ? 'a lesson' : 'an exercise'} "${id}".`);
  const title = values.title ?? titleOf(id);
  const workshopFile = path.join(workshop.root, 'lessons', 'workshop.yaml');
  const registered = withItem(readFileSync(workshopFile, 'utf8'), values.chapter, kind, id);
  const files: readonly NewFile[] =
    kind === 'lesson'
      ? [[`lessons/${values.chapter}/${id}.md`, lessonText(title)]]
      : exerciseFiles({ id, folder: `${nextNumber(workshop)}-${id}`, title });
  create(workshop.root, files);
  writeFileSync(workshopFile, registered);

  await writeOut(
    `${files.map(([file]) => `created ${file}`).join('\n')}\nadded to lessons/workshop.yaml\n\n`,
  );
  await writeOut(
    kind === 'lesson'
      ? 'Fill it in; `npm run check -- --texts` says what is missing.\n'
      : `Fill it in; \`npm run check -- ${id}\` says what is missing. AUTHORING.md explains each file.\n`,
  );
  return exitStatus.passed;
}

/** Writes all of them or none: nothing that exists is ever replaced. */
function create(root: string, files: readonly NewFile[]): void {
  const taken = files.find(([file]) => existsSync(path.join(root, file)));
  if (taken !== undefined) throw new UsageError(`${taken[0]} exists already, so nothing was written.`);
  for (const [file, text] of files) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), text);
  }
}

function titleOf(id: string): string {
  const words = id.replaceAll('-', ' ');
  return `${words[0]?.toUpperCase()}${words.slice(1)}`;
}

function nextNumber({ root }: Workshop): string {
  const folder = path.join(root, 'exercises');
  const names = existsSync(folder) ? readdirSync(folder) : [];
  const numbers = names.map((name) => Number(/^(\d+)-/.exec(name)?.[1] ?? -1));
  return String(Math.max(-1, ...numbers) + 1).padStart(2, '0');
}
