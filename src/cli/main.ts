import { UnknownItemError, WorkshopError } from '../workshop/errors.ts';
import { nearest } from '../workshop/lookup.ts';
import { commands, generalHelp } from './commands.ts';
import { type ExitStatus, exitStatus, UsageError } from './exit.ts';
import { logCrash } from './log.ts';
import { tolerateClosedPipe } from './output.ts';

/** The command line: the only place that decides how this process ends. */
async function main(argv: readonly string[]): Promise<ExitStatus> {
  const [name, ...rest] = argv;
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    process.stdout.write(generalHelp());
    return name === undefined ? exitStatus.usage : exitStatus.passed;
  }
  const command = commands[name];
  if (command === undefined) {
    const close = nearest(name, Object.keys(commands));
    const suggestion = close.length > 0 ? ` Did you mean ${close.join(' or ')}?` : '';
    throw new UsageError(
      `There is no command "${name}".${suggestion} \`npm run workshop -- help\` shows them all.`,
    );
  }
  const run = await command.load();
  return run(rest);
}

function explain(error: unknown): ExitStatus {
  if (error instanceof UsageError || error instanceof UnknownItemError) {
    console.error(error.message);
    return exitStatus.usage;
  }
  if (error instanceof WorkshopError) {
    console.error(`The workshop's files have mistakes:\n${error.message}`);
    return exitStatus.usage;
  }
  const file = logCrash(error);
  const message = error instanceof Error ? error.message : String(error);
  console.error(`Agentlings itself failed: ${message.split('\n')[0]}`);
  if (file !== undefined)
    console.error(`What happened in detail is in ${file}. Nothing of your work was changed.`);
  return exitStatus.internal;
}

tolerateClosedPipe();
const status = await main(process.argv.slice(2)).catch(explain);
// Not process.exit: what was written to a pipe must get through first. Nothing may keep the process alive by now.
process.exitCode = status;
