import { setImmediate as nextTurn } from 'node:timers/promises';
import { BroadcastChannel } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { root } from '../../test/project.ts';
import { StandbyPool } from '../runner/standby.ts';
import { loadWorkshop } from '../workshop/load.ts';
import { findExercise } from '../workshop/lookup.ts';
import { Attempts } from './attempts.ts';
import { channelOf, type EngineMessage, type GraderMessage } from './job.ts';

test('an attempt that ends after the grade was stopped tells nobody, and breaks nothing', async () => {
  const exercise = findExercise(loadWorkshop(root), 'hello-model');
  const broken: unknown[] = [];
  const note = (reason: unknown) => broken.push(reason);
  process.on('unhandledRejection', note);
  const channel = 'attempts-test';
  const grader = new BroadcastChannel(channelOf(channel, exercise.id));
  try {
    const told: string[] = [];
    const attempts: Attempts = new Attempts(
      channel,
      [{ exercise, file: exercise.starterPath }],
      {
        seed: 's',
        sandbox: 'none',
        onEvent: (_task, event) => {
          told.push(event.type);
          if (event.type === 'attempt-started') attempts.close();
        },
      },
      [],
      new StandbyPool(),
    );
    const message: GraderMessage = {
      type: 'attempt',
      task: exercise.id,
      request: { index: 0, title: '', args: [], seed: 's', hidden: false, scripted: false, timed: false },
    };
    grader.postMessage(message);
    await expect.poll(() => told).toContain('attempt-ended');
    await nextTurn();
    expect(broken).toEqual([]);
  } finally {
    process.off('unhandledRejection', note);
    grader.close();
  }
});

test('the result of an attempt is told to the grader of its task alone', async () => {
  const exercise = findExercise(loadWorkshop(root), 'hello-model');
  const lines = ['one', 'two'].map((id) => new BroadcastChannel(channelOf('lines-test', id)));
  const heard: string[] = [];
  for (const [index, line] of lines.entries()) {
    line.onmessage = (event: unknown) => {
      const { task, type } = (event as { data: EngineMessage }).data;
      heard.push(`line ${index}: ${type} for ${task}`);
    };
  }
  const tasks = ['one', 'two'].map((id) => ({ id, exercise, file: exercise.starterPath }));
  const attempts = new Attempts('lines-test', tasks, { seed: 's', sandbox: 'none' }, [], new StandbyPool());
  try {
    for (const [index, task] of ['one', 'two'].entries()) {
      const message: GraderMessage = {
        type: 'attempt',
        task,
        request: { index: 0, title: '', args: [], seed: 's', hidden: false, scripted: false, timed: false },
      };
      lines[index]?.postMessage(message);
    }
    await expect.poll(() => heard.toSorted()).toEqual(['line 0: result for one', 'line 1: result for two']);
  } finally {
    attempts.close();
    for (const line of lines) line.close();
  }
});
