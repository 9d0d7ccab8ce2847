import { createInterface } from 'node:readline';
import { findLesson } from '../../workshop/lookup.ts';
import { openContext } from '../context.ts';
import { type ExitStatus, exitStatus, UsageError } from '../exit.ts';
import { chooseProvider } from '../live-run.ts';
import { parseOptions } from '../options.ts';
import { linearPlayground } from '../playground/linear.ts';

/** `playground [LESSON]`: chat with the model in linear text; a lesson may have prepared the conversation. */
export async function playgroundCommand(argv: readonly string[]): Promise<ExitStatus> {
  const { values, positionals } = parseOptions(argv, {
    seed: { type: 'string' },
    live: { type: 'boolean' },
    simulated: { type: 'boolean' },
  });
  const [name, ...more] = positionals;
  if (values.help === true || more.length > 0)
    throw new UsageError('Usage: npm run workshop -- playground [LESSON] [--live | --simulated] [--seed S]');
  const { workshop, state } = openContext(values.workshop);
  const provider = chooseProvider(workshop.root, values);
  const lesson = name === undefined ? undefined : findLesson(workshop, name);
  const interactive = process.stdin.isTTY === true;
  const lines = createInterface({
    input: process.stdin,
    output: interactive ? process.stdout : undefined,
    terminal: false,
  });
  try {
    const source = lines[Symbol.asyncIterator]();
    await linearPlayground(source, { workshop, lesson, interactive, seed: values.seed, provider, state });
  } finally {
    lines.close();
  }
  return exitStatus.passed;
}
