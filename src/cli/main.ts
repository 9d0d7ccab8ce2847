import { nearest } from '../workshop/lookup.ts';
import { commands } from './commands.ts';
import { type ExitStatus, exitStatus, UsageError } from './exit.ts';
import { explain } from './explain.ts';
import { outputColumns, tolerateClosedPipe, writeOut } from './output.ts';
import { goToPersonFolder } from './person-folder.ts';
import { explainUncaught } from './uncaught.ts';

/** The command line: the only place that decides how this process ends. */
async function main(argv: readonly string[]): Promise<ExitStatus> {
  const [name, ...rest] = argv;
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    const { generalHelp } = await import('./help.ts');
    await writeOut(generalHelp(outputColumns()));
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

tolerateClosedPipe();
goToPersonFolder();
explainUncaught();
// Not process.exit: what was written to a pipe must get through first. Nothing may keep the process alive by now.
process.exitCode = await main(process.argv.slice(2)).catch(explain);
