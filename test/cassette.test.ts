import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CassetteRecorder } from '../src/provider/cassette-recorder.ts';
import { runAttempt } from '../src/runner/attempt.ts';
import { defaultSandbox } from '../src/runner/sandbox.ts';
import { defaultLimits } from '../src/workshop/types.ts';
import { createWorkspace, type Workspace } from './workspace.ts';

/** `run --replay`, as a learner types it in a room without a network. */
let workspace: Workspace;
beforeAll(async () => {
  workspace = createWorkspace();
  workspace.write(solution(), ...exerciseFile);
  await recordSolution();
});
afterAll(() => workspace.remove());

const exerciseFile = ['exercises', '00-hello-model', 'exercise.ts'] as const;
const question = 'What is a cassette?';
const answer = 'A band of tape that remembers, said \u001b[31mnobody in particular\u001b[0m.';
const solution = () => workspace.read('solutions', '00-hello-model.ts');
const cassette = () => workspace.file('answers.jsonl');

/** A run of the solution on a model that says something no simulated model says. */
async function recordSolution(): Promise<void> {
  const attempt = await runAttempt({
    file: workspace.file('solutions', '00-hello-model.ts'),
    args: [question],
    limits: defaultLimits,
    sandbox: defaultSandbox(),
    seed: 'recorded',
    knowledge: [],
    responder: () => ({ kind: 'reply', model: 'example-model-1', choices: [{ content: answer }] }),
  });
  expect(attempt.outcome).toBe('exited');
  const recorder = new CassetteRecorder(cassette(), {
    provider: 'example',
    model: 'example-model-1',
    secrets: [],
  });
  for (const exchange of attempt.exchanges) recorder.add(exchange);
  expect(recorder.count).toBe(1);
}

describe('run --replay', () => {
  test('answers from the cassette and says so', async () => {
    const { stdout, stderr, exitCode } = await workspace.run([
      'run',
      'hello-model',
      '--replay',
      cassette(),
      '--wire',
      '--',
      question,
    ]);
    expect(stderr).toMatch(
      /\d s, 1 request, answered by the cassette answers\.jsonl \(example, example-model-1, \d{4}-\d\d-\d\d\)\)\n$/,
    );
    expect(exitCode).toBe(0);
    expect(stdout).toContain('A band of tape that remembers, said nobody in particular.');
    expect(stdout).toContain('Answered by example-model-1');
    expect(stdout).toMatch(/POST \/v1\/chat\/completions/);
  });

  test('tells what is not on it, and how the nearest request differs', async () => {
    const { stderr, exitCode } = await workspace.run([
      'run',
      'hello-model',
      '--replay',
      cassette(),
      '--',
      'What is a vinyl record?',
    ]);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(
      /1 of 1 request was not on the cassette\. The first: .*line 2\) differs in message \d \(user, content: recorded ".*cassette\?", sent ".*vinyl record\?"\)/,
    );
  });

  test('another model is answered too, and that is said', async () => {
    const other = solution().replace("process.env.OPENAI_MODEL ?? 'gpt-4o-mini'", "'gpt-4.1'");
    expect(other).not.toBe(solution());
    workspace.write(other, ...exerciseFile);
    const args = ['run', 'hello-model', '--replay', cassette(), '--speed', '0.5', '--', question];
    const { stdout, stderr, exitCode } = await workspace.run(args);
    workspace.write(solution(), ...exerciseFile);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('Answered by example-model-1');
    expect(stderr).toContain('1 request got the answer of a model that it did not ask for');
  });

  test.each([
    [['--replay', 'none.jsonl'], /There is no cassette .*none\.jsonl/],
    [['--speed', '1'], /add --replay CASSETTE/],
  ])('%j is answered with what to do', async (options, told) => {
    const { stderr, exitCode } = await workspace.run(['run', 'hello-model', ...options]);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(told);
  });

  test('a broken line, or a speed that is none, ends before the program starts', async () => {
    const broken = workspace.file('broken.jsonl');
    writeFileSync(broken, `${readFileSync(cassette(), 'utf8')}{"request":`);
    const line = await workspace.run(['run', 'hello-model', '--replay', broken]);
    expect([line.exitCode, line.stdout]).toEqual([2, '']);
    expect(line.stderr).toMatch(/line 3 is no JSON.*Delete this line/);
    const speed = await workspace.run(['run', 'hello-model', '--replay', cassette(), '--speed', 'fast']);
    expect([speed.exitCode, speed.stdout]).toEqual([2, '']);
    expect(speed.stderr).toContain('--speed is a number from 0');
  });

  test('grading takes no notice of cassettes', async () => {
    const { stderr, exitCode } = await workspace.run(['grade', 'hello-model', '--replay', cassette()]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('There is no option --replay');
  });
});
