import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { wrapText } from '../../render/text.ts';
import { openContext } from '../context.ts';
import { environmentFindings } from '../doctor/environment.ts';
import type { Finding } from '../doctor/finding.ts';
import { callFinding, loopbackFinding, watcherFinding } from '../doctor/live.ts';
import { folderFindings, homeAsTilde, machineFindings } from '../doctor/machine.ts';
import { gradeFinding, playgroundFinding } from '../doctor/paths.ts';
import { providerFindings } from '../doctor/provider.ts';
import { terminalFindings } from '../doctor/terminal.ts';
import { type ExitStatus, exitStatus, UsageError } from '../exit.ts';
import { parseOptions } from '../options.ts';
import { outputColumns, writeOut } from '../output.ts';

/**
 * `doctor`: tries everything that the workshop needs, and prints one block that can be pasted into a question to
 * somebody else: no key, no name of a user is in it. Exit status 1 when something won't work.
 */
export async function doctorCommand(argv: readonly string[]): Promise<ExitStatus> {
  const { values, positionals } = parseOptions(argv, {});
  if (values.help === true || positionals.length > 0)
    throw new UsageError('Usage: npm run workshop -- doctor');
  const { workshop, state } = openContext(values.workshop);
  const exercises = path.join(workshop.root, 'exercises');
  await writeOut('Agentlings doctor\n\n');
  const print = async (findings: readonly Finding[]) => {
    await writeOut(findings.map((finding) => `${line(finding)}\n`).join(''));
    return findings;
  };
  const findings = [
    ...(await print(machineFindings())),
    ...(await print(terminalFindings(process.stdout))),
    ...(await print(folderFindings(state, exercises))),
    ...(await print(environmentFindings(process.env))),
    ...(await print([await watcherFinding(exercises)])),
    ...(await print([await loopbackFinding()])),
    ...(await print([await callFinding(workshop.knowledge)])),
    ...(await print([await gradeFinding(workshop)])),
    ...(await print([await playgroundFinding(workshop.knowledge)])),
    ...(await print(await providerFindings(workshop.root))),
  ];
  await writeOut(`\n${summary(findings)}\n`);
  return findings.some(({ kind }) => kind === 'problem') ? exitStatus.failed : exitStatus.passed;
}

const words = { ok: 'ok', remark: 'note', problem: 'PROBLEM' } as const;

function line({ kind, name, seen }: Finding): string {
  const label = `${words[kind].padEnd(8)} ${name.padEnd(11)} `;
  const text = stripVTControlCharacters(homeAsTilde(seen));
  const [first = '', ...rest] = wrapText(text, outputColumns() - label.length);
  return [label + first, ...rest.map((each) => ' '.repeat(label.length) + each)].join('\n');
}

function summary(findings: readonly Finding[]): string {
  const advised = findings.filter(({ advice }) => advice !== undefined);
  if (advised.length === 0) return 'Everything works.';
  const problems = findings.filter(({ kind }) => kind === 'problem').length;
  const head =
    problems === 0
      ? 'Everything works. Some things could be better:'
      : `${problems} ${problems === 1 ? 'problem' : 'problems'}. What to do:`;
  const lines = advised.flatMap(({ name, advice = '' }) => {
    const [first = '', ...rest] = wrapText(`${name}: ${advice}`, outputColumns() - 2);
    return [`- ${first}`, ...rest.map((each) => `  ${each}`)];
  });
  return [head, ...lines].join('\n');
}
