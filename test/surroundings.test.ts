import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launcher, root } from './project.ts';
import { createWorkspace, type Workspace } from './workspace.ts';

/** What is around Agentlings: where somebody is, proxies, disks, and the limits of the system. */
let workspace: Workspace;
beforeAll(() => {
  workspace = createWorkspace();
});
afterAll(() => workspace.remove());

test('a path is taken from where the person is, also when npm has moved to the project', async () => {
  workspace.write('console.log("found");\n', 'notes', 'mine.ts');
  mkdirSync(workspace.file('empty'));
  const npm = { npm_package_json: path.join(root, 'package.json') };
  const run = (folder: string) =>
    workspace.run(['run', '--file', 'mine.ts'], { env: { ...npm, INIT_CWD: workspace.file(folder) } });
  expect((await run('notes')).stdout).toBe('found\n');
  expect((await run('empty')).stderr).toContain(path.join('empty', 'mine.ts'));
});

test('without a temporary folder nothing is graded, and nobody is blamed', async () => {
  const missing = workspace.file('no-such-folder');
  const env = { TMPDIR: missing, TEMP: missing, TMP: missing };
  const { stdout, exitCode } = await workspace.run(['grade', 'hello-model'], { env });
  expect(exitCode).toBe(3);
  expect(stdout.replaceAll(/\s+/g, ' ')).toContain("doesn't exist, and programs run in it");
});

test.runIf(process.platform !== 'win32').each([24, 40, 60])(
  'with %d file handles it says so, without a stack, and ends with status 3',
  async (handles) => {
    const command = `ulimit -n ${handles}; exec "$0" "$@"`;
    const grade = [launcher, 'grade', 'hello-model', '--workshop', workspace.folder];
    const { stderr, exitCode } = await execa('sh', ['-c', command, process.execPath, ...grade], {
      reject: false,
    });
    expect(stderr).toMatch(/^The system lets this program open too few files at a time \(EMFILE\)/);
    expect(stderr).not.toMatch(/^ +at /m);
    expect(exitCode).toBe(3);
  },
);
