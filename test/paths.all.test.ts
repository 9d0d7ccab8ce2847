import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { launcher, root } from './project.ts';

/** Names that somebody's folder has. */
const names = [
  'C# at 100%, a%20b and a%2Fb',
  'a*b',
  'really? (1) {x,y} [draft]',
  `it's "here" $&$1 !(a|b)`,
  'für Jörg 学习 🦙',
  'new\nline',
  '+(x) @home; ~ & -x',
].filter((name) => process.platform !== 'win32' || !/[<>:"/\\|?*\n]|\.$/.test(name));

let outer: string;
beforeEach(() => {
  outer = realpathSync(mkdtempSync(path.join(tmpdir(), 'agentlings-paths-')));
});
afterEach(() => rmSync(outer, { recursive: true, force: true }));

interface Finished {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number | undefined;
}

async function run(
  program: string,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<Finished> {
  const { stdout, stderr, exitCode } = await execa(process.execPath, [program, ...args], {
    cwd: outer,
    env: { AGENTLINGS_HOME: path.join(outer, 'state'), NODE_OPTIONS: '', ...env },
    input: '',
    reject: false,
  });
  return { stdout, stderr, exitCode };
}

function copyProject(folder: string): string {
  mkdirSync(folder, { recursive: true });
  for (const name of [
    'src',
    'exercises',
    'lessons',
    'solutions',
    'package.json',
    'package-lock.json',
    'tsconfig.json',
  ]) {
    cpSync(path.join(root, name), path.join(folder, name), { recursive: true });
  }
  symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'), 'junction');
  return path.join(folder, 'src', 'agentlings.mjs');
}

/** The verdict on one exercise, and the sandbox it was made in. */
function verdict({ stdout, stderr }: Finished): string {
  expect(stderr).toBe('');
  const { sandbox, submissions } = JSON.parse(stdout);
  const [{ status, message }] = submissions[0].exercises;
  return status === 'passed' ? `passed in ${sandbox}` : `${status} in ${sandbox}: ${message}`;
}

const grade = ['grade', 'hello-model', '--reporter', 'json'];
const solutions = [...grade, '--solutions'];
const crash = 'console.log(1);\nthrow new TypeError("on line two");\n';

/** Node's permission model can't be told of a path with a star. */
const levelBelow = (name: string) => (name.includes('*') ? 'none' : 'permission');

describe.each(names)('below %j', (name) => {
  test('a clone builds, grades, and says where a program crashed', async () => {
    const program = copyProject(path.join(outer, name));
    const level = levelBelow(name);
    expect(verdict(await run(program, solutions))).toBe(`passed in ${level}`);
    const file = path.join(outer, name, 'mine.ts');
    writeFileSync(file, crash);
    expect(verdict(await run(program, [...grade, '--file', file]))).toBe(
      `crashed in ${level}: The program crashed at mine.ts:2:7: TypeError: on line two.`,
    );
    const { stdout } = await run(program, ['doctor']);
    expect(stdout).toMatch(/^ok +model call /m);
    expect(/\* in .* for a wildcard/.test(stdout.replaceAll(/\s+/g, ' '))).toBe(level === 'none');
  });

  test('another workshop, and temporary files', async () => {
    const workshop = path.join(outer, name);
    for (const each of ['exercises', 'lessons', 'solutions']) {
      cpSync(path.join(root, each), path.join(workshop, each), { recursive: true });
    }
    const temporary = path.join(outer, `tmp ${name}`);
    mkdirSync(temporary);
    const env = { TMPDIR: temporary, TEMP: temporary, TMP: temporary };
    expect(verdict(await run(launcher, [...solutions, '--workshop', workshop], env))).toBe(
      `passed in ${levelBelow(name)}`,
    );
    expect(readdirSync(temporary)).toEqual([]);
  });

  test('a file of this name is a submission like any other', async () => {
    const file = path.join(outer, `${name}.ts`);
    writeFileSync(file, crash);
    expect(verdict(await run(launcher, [...grade, '--file', file]))).toBe(
      `crashed in permission: The program crashed at ${name}.ts:2:7: TypeError: on line two.`,
    );
  });
});
