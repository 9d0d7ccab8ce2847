import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { listenerFlag, noInspectorFlags } from './inspector.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'agentlings-inspector-test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test.runIf(process.platform !== 'win32')(
  'a process with these flags opens no inspector for the signal, and lives on',
  async () => {
    const file = path.join(folder, 'program.mjs');
    writeFileSync(
      file,
      `import inspector from 'node:inspector';
process.on('message', () => process.send(inspector.url() ?? 'closed'));
process.send('ready');`,
    );
    const child = fork(file, { execArgv: [listenerFlag, ...noInspectorFlags], stdio: 'ignore' });
    try {
      expect(await once(child, 'message')).toContain('ready');
      child.kill('SIGUSR1');
      // Where it is opened, it is so at some time after the signal: asked more than once.
      for (let round = 0; round < 5; round += 1) {
        child.send('?');
        expect(await once(child, 'message')).toContain('closed');
      }
      expect([child.exitCode, child.signalCode]).toEqual([null, null]);
    } finally {
      child.kill('SIGKILL');
    }
  },
);
