import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { assembleGradebook, gradebookExercise } from '../src/classroom/batch/assemble.ts';
import { gradeBatch } from '../src/classroom/batch/batch.ts';
import type { Manifest } from '../src/classroom/batch/manifest.ts';
import { ResultFolder } from '../src/classroom/batch/results.ts';
import { feedbackFiles } from '../src/classroom/gradebook/feedback.ts';
import { gradescopeJson } from '../src/classroom/gradebook/gradescope.ts';
import { packDetails } from '../src/classroom/gradebook/page/pack.ts';
import type { Gradebook, GradebookResult } from '../src/classroom/gradebook/types.ts';
import { collectSubmissions } from '../src/classroom/intake/collect.ts';
import { GradingEngine } from '../src/grading/engine.ts';
import { LeakSearch, Listener } from '../src/grading/proof/leaks.ts';
import { gradingVersion } from '../src/grading/version.ts';
import { defaultSandbox } from '../src/runner/sandbox.ts';
import { loadWorkshop } from '../src/workshop/load.ts';
import { allExercises } from '../src/workshop/lookup.ts';
import type { Exercise } from '../src/workshop/types.ts';
import { kit, root } from './project.ts';

/**
 * What attendees are given tells them nothing of hidden scenarios, whatever their programs do to have it told: here
 * they print, or die with, their arguments, their input and every byte that the model answers.
 */
const workshop = loadWorkshop(root);
const sandbox = defaultSandbox();
let engine: GradingEngine;
let folder: string;

beforeAll(() => {
  engine = new GradingEngine(workshop, kit);
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'agentlings-feedback-')));
});
afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Keeps all that the program is given in `told`. Copies are read apart, so that the program itself runs as before. */
const listens = `const told: string[] = [JSON.stringify(process.argv.slice(2))];
const realFetch = globalThis.fetch;
globalThis.fetch = async (...request) => {
  const response = await realFetch(...request);
  tell(response.clone());
  return response;
};
const realPush = process.stdin.push.bind(process.stdin);
process.stdin.push = (chunk, ...rest) => {
  if (chunk) leak(String(chunk));
  return realPush(chunk, ...rest);
};
async function tell(response: Response) {
  leak(await response.text().catch(() => ''));
}
`;
const prints = `${listens}function leak(text: string) { console.log(text); }
leak(told[0] ?? '');
`;
const dies = `${listens}function leak(text: string) { told.push(text); }
process.on('exit', () => { throw new Error(told.join(' ')); });
`;

/** Programs that tell all they know: wrong ones, which many checks have something to say of, and the solution. */
function leaky(exercise: Exercise): readonly string[] {
  const wrong = path.join(root, 'test', 'submissions', exercise.id, 'wrong');
  const files = readdirSync(wrong)
    .filter((_, index, all) => index === 0 || index === Math.floor(all.length / 2))
    .map((name) => path.join(wrong, name));
  const sources = [...files, exercise.solutionPath, exercise.starterPath].map((file) =>
    readFileSync(file, 'utf8'),
  );
  const solution = sources.at(-2) ?? '';
  return [...sources.map((source) => prints + source), dies + solution, `${dies}${sources[0]}`];
}

/** Grades them as a room is graded, and hears what no report may tell. */
async function gradeRoom(exercise: Exercise): Promise<{ gradebook: Gradebook; leaks: LeakSearch }> {
  const room = path.join(folder, exercise.id);
  mkdirSync(room);
  for (const [index, source] of leaky(exercise).entries()) {
    mkdirSync(path.join(room, `p${index}`));
    writeFileSync(path.join(room, `p${index}`, `${exercise.id}.ts`), source);
  }
  const { submissions } = await collectSubmissions(room, [exercise]);
  const listener = new Listener();
  const hearing: Pick<GradingEngine, 'grade'> = {
    grade: (tasks, options) =>
      engine.grade(tasks, {
        ...options,
        // Hidden events reach the batch too: it must keep nothing of them by itself.
        revealHidden: true,
        onEvent: (task, event) => {
          listener.hear(event);
          options.onEvent?.(task, event);
        },
      }),
  };
  const version = gradingVersion(workshop, [exercise], { seed: 'feedback', sandbox });
  const results = new ResultFolder(path.join(room, 'results'));
  await gradeBatch(hearing, submissions, {
    seed: 'feedback',
    sandbox,
    exercises: [exercise],
    version,
    results,
  });
  const leaks = new LeakSearch();
  leaks.hear(listener);
  const people = submissions.map(({ id, problems }) => ({
    id,
    path: id,
    state: 'graded' as const,
    expected: true,
    problems: [...problems],
  }));
  const manifest: Manifest = {
    schema: 1,
    seed: 'feedback',
    sandbox,
    provider: 'simulated',
    workshop: workshop.title,
    exercises: [gradebookExercise(exercise, '')],
    version: { common: version.common, exercises: {} },
    finished: true,
    people,
    notes: [],
  };
  return { gradebook: assembleGradebook(manifest, (id) => results.read(id)), leaks };
}

/** Everything that an attendee may be given, as it reads when escapes are undone. */
function readAll(gradebook: Gradebook, leaks: LeakSearch): void {
  for (const { name, text } of feedbackFiles(gradebook)) leaks.read(name, unescaped(text));
  for (const entry of gradebook.entries) {
    leaks.read(`${entry.id} at Gradescope`, gradescopeJson(gradebook, entry));
    leaks.read(`what ${entry.id} sent`, JSON.stringify(entry.results));
  }
  leaks.read('the page', JSON.stringify(packDetails(gradebook)));
}

function unescaped(text: string): string {
  return text
    .replace(/\\([!-/:-@[-`{-~])/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
    .replace(/\n +/g, '\n');
}

/** Gradebooks of one person in which a text is told in one place each. */
function tellings(gradebook: Gradebook, secret: string): readonly Gradebook[] {
  const [entry] = gradebook.entries;
  const [result] = entry?.results ?? [];
  if (entry === undefined || result === undefined) throw new Error('Nobody was graded.');
  const text = `it said: ${secret}!`;
  const check = result.checks[0] ?? { id: 'c', title: 'c', points: 0, maxPoints: 1 };
  const failed = { ...check, status: 'failed' as const, expected: '', actual: '', help: '' };
  const changed: readonly Partial<GradebookResult>[] = [
    { message: text },
    ...(['expected', 'actual', 'help'] as const).map((where) => ({ checks: [{ ...failed, [where]: text }] })),
  ];
  return changed.map((change) => {
    const told = { ...result, status: 'failed' as const, sent: [], checks: [], ...change };
    return { ...gradebook, entries: [{ ...entry, results: [told] }] };
  });
}

const hasHidden = (exercise: Exercise) => readFileSync(exercise.graderPath, 'utf8').includes('hidden: true');

describe.each([...allExercises(workshop).filter(hasHidden)])('$id', (exercise) => {
  test('tells nothing of its hidden scenarios, and would be caught if it did', async () => {
    const { gradebook, leaks } = await gradeRoom(exercise);
    const results = Array.from(gradebook.entries, ({ results: [result] }) => result);
    // The programs ran, and verdicts say much about them.
    expect(results.filter((result) => result?.status === 'internal')).toEqual([]);
    expect(results.some((result) => result?.checks.some(({ status }) => status === 'failed'))).toBe(true);
    expect(leaks.secrets().length).toBeGreaterThan(0);
    readAll(gradebook, leaks);
    expect(leaks.findings()).toEqual([]);

    // The same search finds each single text, wherever a report would tell it.
    const oneLine = leaks.secrets().filter((secret) => /^\S.*\S$/.test(secret));
    expect(oneLine.length).toBeGreaterThan(0);
    for (const secret of oneLine) {
      for (const telling of tellings(gradebook, secret)) {
        readAll(telling, leaks);
        expect(leaks.findings().join('\n')).toContain(JSON.stringify(secret));
      }
    }
  }, 300_000);
});
