import { setImmediate as nextTurn } from 'node:timers/promises';
import { BroadcastChannel } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { root } from '../../test/project.ts';
import { StandbyPool } from '../runner/standby.ts';
import { loadWorkshop } from '../workshop/load.ts';
import { findExercise } from '../workshop/lookup.ts';
import { Attempts } from './attempts.ts';
import type { GraderMessage } from './job.ts';

test('an attempt that ends after the grade was stopped tells nobody, and breaks nothing', async () => {
  const exercise = findExercise(loadWorkshop(root), 'hello-model');
  const broken: unknown[] = [];
  const note = (reason: unknown) => broken.push(reason);
  process.on('unhandledRejection', note);
  const channel = 'attempts-test';
  const grader = new BroadcastChannel(channel);
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
      request: { index: 0, title: '', args: [], seed: 's', hidden: false, scripted: false },
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
