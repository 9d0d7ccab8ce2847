import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { availableParallelism, freemem, tmpdir } from 'node:os';
import path from 'node:path';
import * as z from 'zod';
import { projectRoot } from '../../runner/project.ts';
import { defaultSandbox, permissionObstacle, sandboxAvailable } from '../../runner/sandbox.ts';
import { missingTemporaryText, surroundingsText } from '../../runner/surroundings.ts';
import { type Finding, ok, problem, remark } from './finding.ts';

const packageSchema = z.object({
  version: z.string(),
  engines: z.object({ node: z.string() }).optional(),
  dependencies: z.record(z.string(), z.string()).optional(),
  devDependencies: z.record(z.string(), z.string()).optional(),
});

/** Node, the packages, what protects from submissions, and how much machine there is. */
export function machineFindings(): readonly Finding[] {
  return [node(), packages(), sandbox(), memory()];
}

function node(): Finding {
  return ok('Node', `${process.version} on ${process.platform} ${process.arch}`);
}

/** Those that submissions and graders live on, as installed and as `package.json` wants them. */
function packages(): Finding {
  const root = projectRoot();
  const wanted = read(path.join(root, 'package.json'));
  const { dependencies = {}, devDependencies = {} } = wanted ?? {};
  const all = { ...dependencies, ...devDependencies };
  const names = ['openai', 'vitest', 'blessed', 'typescript'];
  const installed = names.map((name) => ({
    name,
    is: read(path.join(root, 'node_modules', name, 'package.json'))?.version,
  }));
  const wrong = installed.filter(({ name, is }) => is === undefined || is !== all[name]);
  const seen = installed.map(({ name, is }) => `${name} ${is ?? 'missing'}`).join(', ');
  if (wrong.length === 0) return ok('packages', seen);
  // With NODE_ENV=production npm leaves them out.
  if (wrong.every(({ name, is }) => is === undefined && Object.hasOwn(devDependencies, name))) {
    return remark(
      'packages',
      seen,
      'Only authors and contributors need what is missing. `npm ci --include=dev` installs it.',
    );
  }
  return problem('packages', seen, 'Run `npm ci` in the project folder: it installs exactly what is wanted.');
}

function read(file: string): z.infer<typeof packageSchema> | undefined {
  try {
    return packageSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined;
  }
}

function sandbox(): Finding {
  if (defaultSandbox() === 'permission') {
    const more = sandboxAvailable('bwrap') ? '; bwrap works here too' : '';
    return ok('sandbox', `permission, Node's permission model${more}`);
  }
  return remark(
    'sandbox',
    'none',
    `${permissionObstacle()} Programs run with your rights. That is fine for your own; don't grade other people's here.`,
  );
}

/** A submission may take 512 MiB, though few take a tenth of it; several run at a time, and Vitest needs some too. */
const comfortable = 1024 ** 3;

function memory(): Finding {
  const free = freemem();
  const seen = `${availableParallelism()} cores, ${(free / 1024 ** 3).toFixed(1)} GiB memory free`;
  return free >= comfortable
    ? ok('machine', seen)
    : remark('machine', seen, 'With less than 1 GiB free, grades may be slow. Close something large.');
}

/** Folders that are written to: progress and logs, exercises, and where programs run. */
export function folderFindings(state: string, exercises: string): readonly Finding[] {
  const folders = [
    ['progress', state],
    ['exercises', exercises],
    ['temporary', tmpdir()],
  ] as const;
  return folders.map(([name, folder]) =>
    // Nobody makes the temporary folder for the programs that are to run in it.
    name === 'temporary' && !existsSync(folder) ? missingTemporary(folder) : writable(name, folder),
  );
}

function missingTemporary(folder: string): Finding {
  return problem('temporary', `${homeAsTilde(folder)} doesn't exist`, homeAsTilde(missingTemporaryText()));
}

const smallestRoom = 100 * 1024 ** 2;

function writable(name: string, folder: string): Finding {
  const shown = homeAsTilde(folder);
  try {
    mkdirSync(folder, { recursive: true });
    const probe = mkdtempSync(path.join(folder, '.doctor-'));
    try {
      writeFileSync(path.join(probe, 'probe'), 'probe');
    } finally {
      rmSync(probe, { recursive: true, force: true });
    }
    const { bavail, bsize } = statfsSync(folder);
    const free = bavail * bsize;
    if (free >= smallestRoom) return ok(name, `${shown} is writable`);
    const seen = `${shown}: only ${Math.round(free / 1024 ** 2)} MiB free`;
    return remark(name, seen, 'Make some room on this disk.');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const advice = surroundingsText(error) ?? `Make the folder ${folder} writable for you.`;
    return problem(name, homeAsTilde(why), homeAsTilde(advice));
  }
}

/** A text to show to others names no user. */
export function homeAsTilde(text: string): string {
  const home = process.env.HOME ?? process.env.USERPROFILE ?? '';
  return home.length > 1 ? text.replaceAll(home, '~') : text;
}
