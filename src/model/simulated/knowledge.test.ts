import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testKnowledge } from './knowledge.fixture.ts';
import { loadKnowledge } from './knowledge.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'knowledge-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function mistakeIn(text: string): string {
  const file = path.join(folder, 'mine.yaml');
  writeFileSync(file, text);
  try {
    loadKnowledge([file]);
  } catch (error) {
    return String(error instanceof Error ? error.message : error);
  }
  return 'none';
}

describe('a mistake names the file, the line and what was expected', () => {
  test.each([
    ['not YAML', 'topics:\n  - match: [a\n', /mine\.yaml:\d+: not valid YAML/],
    ['an unknown key', 'topics:\n  - match: [a]\n    reply: [b]\n', /mine\.yaml:3: /],
    ['no phrasing', 'topics:\n  - match: [a]\n    replies: []\n', /mine\.yaml:3: .*at least one phrasing/],
    ['text for a list', 'topics:\n  - match: a\n    replies: [b]\n', /mine\.yaml:2: .*list of words/],
    ['an unknown shape', 'manners:\n  - match: [a]\n    shape: round\n', /mine\.yaml:3: /],
    [
      'a nonce sentence without its nonce',
      'nonces:\n  - "a {nonce}"\n  - "no nonce"\n',
      /mine\.yaml:3: .*text with \{nonce\}/,
    ],
    [
      'a note on an aspect that nobody declared',
      'aspects:\n  food: { title: f, match: [f] }\nsubjects:\n  - name: Mars\n    match: [mars]\n    notes:\n      fod: [Dust.]\n',
      /mine\.yaml:7: .*expected an aspect that this file declares: food, about/,
    ],
  ])('%s', (_what, text, message) => {
    expect(mistakeIn(text)).toMatch(message);
  });

  test('a file that is not there', () => {
    expect(() => loadKnowledge([path.join(folder, 'none.yaml')])).toThrow(/none\.yaml: expected this/);
  });
});

test('files are joined, and a changed file is read again', () => {
  const files = ['one', 'two'].map((name) => path.join(folder, `${name}.yaml`));
  for (const file of files) writeFileSync(file, `fallback: ["${path.basename(file)}"]\n`);
  expect(loadKnowledge(files).fallback).toEqual(['one.yaml', 'two.yaml']);
  writeFileSync(files[0] ?? '', 'fallback: [changed]\n');
  expect(loadKnowledge(files).fallback).toEqual(['changed', 'two.yaml']);
});

test('every destination has an answer for every aspect, of two to four sentences', () => {
  const { subjects, aspects } = loadKnowledge(testKnowledge);
  expect(subjects.length).toBeGreaterThan(5);
  for (const { name, notes } of subjects) {
    for (const aspect of [...Object.keys(aspects), 'about']) {
      expect(notes[aspect], `${name}: ${aspect}`).toBeDefined();
      for (const note of notes[aspect] ?? []) {
        const sentences = note.match(/[.!?](?=\s|$)/g)?.length ?? 0;
        expect(sentences, note).toBeGreaterThanOrEqual(2);
        expect(sentences, note).toBeLessThanOrEqual(4);
      }
    }
  }
});
