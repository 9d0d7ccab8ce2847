import { expect } from 'vitest';
import { createWorkspace } from './workspace.ts';

/** Has a program graded through the real command: it gets this status, and a message that says so. */
export async function expectVerdict(status: string, program: string, told: string): Promise<void> {
  const own = createWorkspace();
  try {
    // Two seconds only where they are to pass: on a busy machine everything else may take longer.
    const seconds = status === 'timeout' ? 2 : 60;
    own.write(
      own.read('exercises', '01-single-turn', 'exercise.yaml').concat(`limits: { seconds: ${seconds} }\n`),
      'exercises',
      '01-single-turn',
      'exercise.yaml',
    );
    own.write(program, 'exercises', '01-single-turn', 'exercise.ts');
    const { stdout, exitCode } = await own.run(['grade', 'single-turn', '--reporter', 'json']);
    expect(exitCode).toBe(1);
    const [exercise] = JSON.parse(stdout).submissions[0].exercises;
    expect(exercise.status).toBe(status);
    expect(exercise.message).toContain(told);
  } finally {
    own.remove();
  }
}
