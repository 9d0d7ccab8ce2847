import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from './project.ts';
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
