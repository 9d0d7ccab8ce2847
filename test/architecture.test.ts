import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { root } from './project.ts';

/** What each part of `src` may import besides itself: see ARCHITECTURE.md. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  files: [],
  workshop: ['files'],
  render: [],
  progress: ['files'],
  model: ['workshop'],
  runner: ['model', 'workshop'],
  grading: ['files', 'runner', 'model', 'workshop', 'render'],
  tui: ['grading', 'runner', 'model', 'workshop', 'progress', 'render'],
  cli: ['files', 'tui', 'grading', 'runner', 'model', 'workshop', 'progress', 'render'],
};

/** Types alone tie nothing together at run time: these parts may know the shapes of others. */
const typesAllowed: Readonly<Record<string, readonly string[]>> = { render: ['model', 'workshop'] };

const source = path.join(root, 'src');
const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
  (file) => file.endsWith('.ts') && !/\.(test|fixture)\.ts$/.test(file) && file.includes(path.sep),
);

test('dependencies point one way', () => {
  const wrong: string[] = [];
  for (const file of files) {
    const part = file.split(path.sep)[0] ?? '';
    const text = readFileSync(path.join(source, file), 'utf8');
    for (const [, typeOnly, , target] of text.matchAll(
      /(?:import|export)( type)? ([^;]*? from )?'(\.[^']+)'/g,
    )) {
      const imported =
        path.relative(source, path.resolve(source, path.dirname(file), target ?? '')).split(path.sep)[0] ??
        '';
      const fine = imported === part || allowed[part]?.includes(imported) === true;
      const fineAsType = typeOnly !== undefined && typesAllowed[part]?.includes(imported) === true;
      if (!fine && !fineAsType) wrong.push(`${file} imports ${target}`);
    }
  }
  expect(wrong).toEqual([]);
});

test('the screen reads no files and starts no processes, and blessed is known to one file', () => {
  const tui = files.filter((file) => file.startsWith(`tui${path.sep}`));
  const offenders = tui.filter((file) =>
    /from 'node:(fs|child_process|process|net|http)/.test(readFileSync(path.join(source, file), 'utf8')),
  );
  expect(offenders).toEqual([]);
  const blessed = files.filter((file) =>
    /(?:from|import\() ?'blessed'/.test(readFileSync(path.join(source, file), 'utf8')),
  );
  expect(blessed).toEqual([path.join('tui', 'screen.ts')]);
});

test('only the command line prints or exits', () => {
  const offenders = files.filter(
    (file) =>
      !file.startsWith(`cli${path.sep}`) &&
      /\bconsole\.(log|info|warn)\(|process\.exit\(/.test(readFileSync(path.join(source, file), 'utf8')),
  );
  expect(offenders).toEqual([]);
});

test('a learner’s clone begins with the starters', async (context) => {
  const committed = async (file: string) =>
    execa('git', ['show', `HEAD:./${file}`], { cwd: root, reject: false });
  // Outside of a clone there is nothing to compare with; what a learner has written since is theirs.
  if ((await committed('package.json')).exitCode !== 0) context.skip('not in a git clone');
  const different: string[] = [];
  for (const entry of readdirSync(path.join(root, 'exercises'), { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    const [exercise, starter] = await Promise.all(
      ['exercise.ts', '.starter.ts'].map((name) => committed(`exercises/${entry.name}/${name}`)),
    );
    if (exercise?.stdout !== starter?.stdout) different.push(entry.name);
  }
  expect(different).toEqual([]);
});
