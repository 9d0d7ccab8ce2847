import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SettingsStore } from './settings.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'agentlings-settings-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('what was chosen is there the next time', () => {
  new SettingsStore(folder).save({ theme: 'light' });
  expect(new SettingsStore(folder).load()).toEqual({ theme: 'light' });
});

test.each(['', '{', '{"theme": "pink"}', '[]'])('a damaged file chooses nothing: %s', (text) => {
  writeFileSync(path.join(folder, 'settings.json'), text);
  expect(new SettingsStore(folder).load().theme).toBeUndefined();
  new SettingsStore(folder).save({ theme: 'dark' });
  expect(JSON.parse(readFileSync(path.join(folder, 'settings.json'), 'utf8'))).toEqual({ theme: 'dark' });
});
