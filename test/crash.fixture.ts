import { screenSession } from '../src/cli/screen/session.ts';
import { root } from './project.ts';

/** The workshop on the whole screen, with a fault that a signal sets off, as an error in our own code would. */
process.once('SIGUSR2', () => {
  if (process.env.FAULT === 'rejection') void Promise.reject(new Error('a fault of ours'));
  else throw new Error('a fault of ours');
});

await screenSession(process.argv[2] ?? root);
