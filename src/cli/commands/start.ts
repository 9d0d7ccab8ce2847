import { type ExitStatus, exitStatus } from '../exit.ts';
import { parseOptions } from '../options.ts';
import { workshopRoot } from '../root.ts';

/** `npm start`: the workshop on the whole screen, or in linear text where there is no screen for it. */
export async function startCommand(argv: readonly string[]): Promise<ExitStatus> {
  const { values } = parseOptions(argv, { plain: { type: 'boolean' } });
  const root = workshopRoot(values.workshop);
  if (values.plain === true || !hasScreen()) {
    const { plainSession } = await import('../plain-session.ts');
    return plainSession(root);
  }
  const { screenSession } = await import('../screen/session.ts');
  await screenSession(root);
  return exitStatus.passed;
}

function hasScreen(): boolean {
  return process.stdin.isTTY === true && process.stdout.isTTY === true && process.env.TERM !== 'dumb';
}
