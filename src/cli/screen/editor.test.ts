import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openInEditor } from './editor.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'agentlings editor '));
  file = path.join(folder, 'my exercise.ts');
  vi.stubEnv('VISUAL', '');
  vi.stubEnv('TERM_PROGRAM', '');
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

const suspend = (work: (signal: AbortSignal) => Promise<void>) => work(new AbortController().signal);

/** A program that writes down how it was called. */
function program(name: string, status = 0): string {
  const where = path.join(folder, 'Some Editor.app', 'bin');
  mkdirSync(where, { recursive: true });
  const script = `#!/bin/sh\nprintf '%s\\n' "$@" > '${path.join(folder, 'called')}'\nexit ${status}\n`;
  writeFileSync(path.join(where, name), script, { mode: 0o755 });
  return path.join(where, name);
}

function called(): readonly string[] {
  return readFileSync(path.join(folder, 'called'), 'utf8').trimEnd().split('\n');
}

// Windows has no scripts that begin with `#!`.
describe.skipIf(process.platform === 'win32')('an editor', () => {
  test('with spaces in its path gets the terminal, the line and a file with spaces', async () => {
    vi.stubEnv('EDITOR', `${program('vim')} -n`);
    expect(await openInEditor(file, 7, suspend)).toEqual({ kind: 'info', text: 'Back from vim.' });
    expect(called()).toEqual(['-n', '+7', file]);
  });

  test('with a window is not waited for', async () => {
    vi.stubEnv('EDITOR', `"${program('code')}" --wait`);
    expect(await openInEditor(file, 7, suspend)).toEqual({
      kind: 'info',
      text: expect.stringMatching(/^Opened /),
    });
    await vi.waitFor(() => expect(called()).toEqual(['--goto', `${file}:7`]), { timeout: 15_000 });
  });

  test.each(['code', 'vim'])('%s that fails is not said to have opened', async (name) => {
    vi.stubEnv('EDITOR', program(name, 3));
    const { kind, text } = await openInEditor(file, 1, suspend);
    expect(kind).toBe('bad');
    expect(text).toContain('status 3');
  });

  test.each(['nosuch', '/nowhere/Some Editor/code --wait', 'code-that-is-not-there'])(
    'that is not there: %s',
    async (command) => {
      vi.stubEnv('EDITOR', command);
      const { kind, text } = await openInEditor(file, 1, () => Promise.reject(new Error('not to be called')));
      expect(kind).toBe('bad');
      expect(text).toContain(`There is no program ${command}: see EDITOR.`);
      expect(existsSync(path.join(folder, 'called'))).toBe(false);
    },
  );
});
