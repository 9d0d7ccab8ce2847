import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launcher } from './project.ts';

/** Another workshop, about something else altogether, in a folder of its own: nothing in `src` knows the curriculum. */
let folder: string;
beforeAll(() => {
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'agentlings-other-')));
  put(
    'lessons/workshop.yaml',
    'title: Loud words\nsummary: Shouting\nchapters:\n  - id: voice\n    title: Voice\n    items:\n      - lesson: loud\n      - exercise: shout\n',
  );
  put(
    'lessons/voice/loud.md',
    '---\ntitle: Being loud\nminutes: 1\nexercises: [shout]\n---\n\n## Shouting\n\nUse capitals.\n',
  );
  put(
    'exercises/shout/exercise.yaml',
    'title: Shout\nsummary: Say it loudly\npoints: 3\nhints: [louder, LOUDER, toUpperCase]\nlessons: ["loud#shouting"]\n',
  );
  put('exercises/shout/README.md', 'Print the first argument in capitals.\n');
  put('exercises/shout/grader.test.ts', grader);
  put('exercises/shout/.starter.ts', "console.log('psst');\n");
  put('exercises/shout/exercise.ts', "console.log('psst');\n");
  put('solutions/shout.ts', solution);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const solution = "console.log((process.argv[2] ?? 'hey').toUpperCase());\n";
const grader = `import { grader, requireCleanEnd, requirePrinted } from '#grading';
grader('shout', ({ scenario, check }) => {
  scenario('a word', ({ pick }) => ({ args: [pick(['hello', 'again', 'still'])] }));
  check('finishes', { title: 'It ends', points: 1, help: 'End.', verify: requireCleanEnd });
  check('shouts', {
    title: 'It is loud',
    points: 2,
    help: 'Use toUpperCase.',
    lesson: 'loud#shouting',
    verify: (evidence) => requirePrinted(evidence, (evidence.args[0] ?? '').toUpperCase(), 'the word'),
  });
});
`;

function put(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  writeFileSync(path.join(folder, file), text);
}

function run(...args: readonly string[]) {
  return execa(process.execPath, [launcher, ...args, '--workshop', folder], { reject: false });
}

test('another workshop can be listed, read, and graded', async () => {
  expect((await run('list')).stdout).toContain('Loud words');
  expect((await run('lesson', 'loud')).stdout).toContain('Use capitals.');
  expect((await run('grade', 'shout')).stdout).toContain('✗ It is loud');
  const graded = await run('grade', '--solutions', '--reporter', 'json');
  expect(graded.exitCode).toBe(0);
  expect(JSON.parse(graded.stdout).submissions[0]).toMatchObject({ points: 3, maxPoints: 3 });
});

test('a scripted reply that fails is the grader’s fault, and nobody gets a verdict for it', async () => {
  put(
    'exercises/shout/grader.test.ts',
    grader.replace(
      "({ pick }) => ({ args: [pick(['hello', 'again', 'still'])] })",
      "{ args: ['hello'], responder: () => { throw new Error('script broke'); } }",
    ),
  );
  put(
    'talk.ts',
    `await fetch(process.env.OPENAI_BASE_URL + '/chat/completions', {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer ' + process.env.OPENAI_API_KEY },
    body: JSON.stringify({ model: 'gpt-4o', messages: [{ role: 'user', content: 'x' }] }),
  });\n${solution}`,
  );
  const { exitCode, stdout } = await run(
    'grade',
    'shout',
    '--file',
    path.join(folder, 'talk.ts'),
    '--reporter',
    'json',
  );
  put('exercises/shout/grader.test.ts', grader);
  expect(exitCode).toBe(3);
  const [exercise] = JSON.parse(stdout).submissions[0].exercises;
  expect(exercise).toMatchObject({ status: 'internal', message: expect.stringContaining('script broke') });
});

test('new writes an exercise that runs, and check says what its author has to add', {
  timeout: 240_000,
}, async () => {
  const written = await run('new', 'exercise', 'whisper', '--chapter', 'voice', '--title', 'Whispering');
  expect(written.exitCode).toBe(0);
  expect(written.stdout).toContain('created exercises/00-whisper/grader.test.ts');
  expect((await run('list')).stdout).toContain('Whispering');
  expect((await run('grade', 'whisper')).exitCode).toBe(1);
  expect((await run('grade', 'whisper', '--solutions')).exitCode).toBe(0);

  const unproven = await run('check', 'whisper', '--seeds', '1');
  expect(unproven.stdout).toMatch(/whisper +3 +1 +1 +5 to mend/);
  for (const missing of [
    '1 wrong submissions; 12 are wanted',
    '1 right submissions; 4 are wanted',
    'finishes first',
    'prints-reply first',
    'there is no telling.yaml',
  ])
    expect(unproven.stdout).toContain(missing);

  const again = await run('new', 'exercise', 'whisper', '--chapter', 'voice');
  expect(again).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('There is already an exercise "whisper"'),
  });
  const nowhere = await run('new', 'lesson', 'soft', '--chapter', 'choir');
  expect(nowhere).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('The chapters are voice.') });

  expect((await run('new', 'lesson', 'soft', '--chapter', 'voice')).exitCode).toBe(0);
  expect((await run('lesson', 'soft')).stdout).toContain('Key takeaways');
  const texts = await run('check', '--texts');
  expect(texts.exitCode).toBe(0);
  expect(texts.stdout).toMatch(/lessons\/voice\/soft.md .* proven/);
});

test('check proves a grader by its known submissions, and names what is missing or wrong', {
  timeout: 240_000,
}, async () => {
  for (let index = 0; index < 4; index += 1)
    put(`test/submissions/shout/right/r${index}.ts`, `// ${index}\n${solution}`);
  for (let index = 0; index < 11; index += 1) {
    put(`test/submissions/shout/wrong/w${index}.ts`, `// fails: shouts\nconsole.log(${index});\n`);
  }
  const unproven = await run('check', 'shout');
  expect(unproven.exitCode).toBe(1);
  expect(unproven.stdout).toMatch(/shout +2 +4 +11 +3 to mend/);
  expect(unproven.stdout).toContain('no wrong submission fails the check finishes first');
  expect(unproven.stdout).toContain('11 wrong submissions; 12 are wanted');

  put('test/submissions/shout/wrong/crash.ts', "// fails: finishes\nthrow new Error('hoarse');\n");
  expect((await run('check', 'shout', '--update')).stdout).toMatch(/shout +2 +4 +12 +proven/);
  expect(readFileSync(path.join(folder, 'test/submissions/shout/telling.yaml'), 'utf8')).toContain(
    'wrong/crash: { in: a word, first: true, only: true }',
  );

  // What is known of a scenario that is gone is no verdict: the submission is looked at in all that there are.
  put('exercises/shout/grader.test.ts', grader.replace("scenario('a word'", "scenario('one word'"));
  const renamed = await run('check', 'shout');
  expect(renamed.stdout).toContain('looks at other scenarios than telling.yaml says');
  expect(renamed.stdout).not.toContain('should fail');
  put('exercises/shout/grader.test.ts', grader);

  put('test/submissions/shout/wrong/w0.ts', `// fails: shouts\n${solution}`);
  put('test/submissions/shout/right/r0.ts', "console.log('hello');\n");
  put('exercises/shout/.starter.ts', 'const x = ;\n');
  const broken = await run('check', 'shout');
  expect(broken.exitCode).toBe(1);
  expect(broken.stdout).toContain('wrong/w0 should fail shouts: passed');
  expect(broken.stdout).toContain('right/r0 should pass, seed check-1: failed (shouts)');
  expect(broken.stdout).toContain('the starter should run and fail, but its verdict is invalid');
});
