import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import * as z from 'zod';
import { parseYaml } from './yaml.ts';
import { YamlCache } from './yaml-cache.ts';

let folder: string;
let file: string;
const schema = z.strictObject({ title: z.string(), minutes: z.number() });
const text = 'title: A\nminutes: 7\n';

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'yaml-cache-'));
  file = path.join(folder, 'cache', 'yaml.json');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function parse(source: string, cache: YamlCache): unknown {
  return parseYaml({ file: 'a.yaml', text: source }, schema, cache);
}

test('a text that was parsed before is found by its content, and another one is parsed', () => {
  const first = new YamlCache(file);
  expect(parse(text, first)).toEqual({ title: 'A', minutes: 7 });
  first.save();
  const second = new YamlCache(file);
  expect(second.get(text)).toEqual({ title: 'A', minutes: 7 });
  expect(parse(text, second)).toEqual({ title: 'A', minutes: 7 });
  expect(parse(text.replace('7', '8'), second)).toEqual({ title: 'A', minutes: 8 });
});

test('what is no longer asked for is forgotten with the next text that is new', () => {
  const first = new YamlCache(file);
  parse(text, first);
  first.save();
  const second = new YamlCache(file);
  parse('title: B\nminutes: 1\n', second);
  second.save();
  expect(new YamlCache(file).get(text)).toBeUndefined();
});

test('a mistake is told with its line every time, and what JSON changes is not kept', () => {
  const cache = new YamlCache(file);
  const wrong = () => parse('title: A\nminutes: seven\n', cache);
  expect(wrong).toThrow(/a\.yaml:2/);
  expect(wrong).toThrow(/a\.yaml:2/);
  expect(() => parse('title: A\nminutes: .inf\n', cache)).toThrow();
  cache.set('x', { minutes: Number.POSITIVE_INFINITY });
  cache.save();
  expect(new YamlCache(file).get('x')).toBeUndefined();
});

test.each(['', '{"version":1,', '{"version":2,"values":{}}'])(
  'a broken file (%j) counts as empty',
  (broken) => {
    const first = new YamlCache(file);
    parse(text, first);
    first.save();
    writeFileSync(file, broken);
    const cache = new YamlCache(file);
    expect(parse(text, cache)).toEqual({ title: 'A', minutes: 7 });
    cache.save();
    expect(readFileSync(file, 'utf8')).toContain('"minutes":7');
  },
);
