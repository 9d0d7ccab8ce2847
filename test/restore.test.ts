import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { launcher, root } from './project.ts';
import { Terminal } from './terminal.ts';

/** However the program ends, the terminal is as it was before. */
let state: string;
beforeEach(() => {
  state = mkdtempSync(path.join(tmpdir(), 'agentlings-restore-'));
});
afterEach(() => rmSync(state, { recursive: true, force: true }));

function open(args: readonly string[], env: Readonly<Record<string, string>> = {}): Terminal {
  return new Terminal(process.execPath, args, { cwd: root, env: { AGENTLINGS_HOME: state, ...env } });
}

function expectRestored(terminal: Terminal): void {
  expect(terminal.alternate).toBe(false);
  expect(terminal.cursorVisible).toBe(true);
  expect(terminal.modes).toMatchObject({
    applicationCursorKeysMode: false,
    applicationKeypadMode: false,
    mouseTrackingMode: 'none',
    bracketedPasteMode: false,
  });
}

test('q', async () => {
  await using terminal = open([launcher, 'start']);
  await terminal.see('Welcome to Agentlings');
  expect(terminal.alternate).toBe(true);
  terminal.press('q');
  expect(await terminal.exit).toEqual({ exitCode: 0, signal: 0 });
  expectRestored(terminal);
  expect(terminal.screenText().trim()).toBe('');
});

test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('%s', async (signal) => {
  await using terminal = open([launcher, 'start']);
  await terminal.see('Welcome to Agentlings');
  terminal.signal(signal);
  await terminal.exit;
  expectRestored(terminal);
});

describe('a crash says so in a line, with the log file', () => {
  test.each(['error', 'rejection'])('%s', async (fault) => {
    await using terminal = open(['--import', 'tsx', path.join(root, 'test', 'crash.fixture.ts')], {
      FAULT: fault,
    });
    await terminal.see('Welcome to Agentlings');
    terminal.signal('SIGUSR2');
    expect((await terminal.exit).exitCode).toBe(3);
    expectRestored(terminal);
    const log = path.join(state, 'agentlings.log');
    expect(terminal.screenText().replaceAll('\n', '')).toContain('a fault of ours');
    expect(terminal.screenText()).toContain('agentlings.log');
    expect(existsSync(log) && readFileSync(log, 'utf8')).toContain('a fault of ours');
  });
});
