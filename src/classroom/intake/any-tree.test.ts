import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tarOf, zipOf } from './archives.fixture.ts';
import { collectWithSources, exercises, temporaryFolder, write } from './folder.fixture.ts';

const secret = 'SECRET';

type Tree =
  | { readonly kind: 'file'; readonly bytes: Uint8Array | string }
  | { readonly kind: 'link'; readonly target: string }
  | { readonly kind: 'folder'; readonly children: readonly (readonly [string, Tree])[] };

const known = [
  'exercises',
  'solutions',
  '01-single-turn',
  'single-turn',
  'single-turn.ts',
  '01-single-turn.ts',
];
const others = [
  'exercise.ts',
  'node_modules',
  '.git',
  'x.zip',
  'x.tar.gz',
  'ada',
  'ADA',
  'ada.zip',
  'Zo\u00eb',
  'Zoe\u0308',
];
const anyName = fc
  .string({ unit: 'binary', minLength: 1, maxLength: 20 })
  .map((name) => name.toWellFormed().replace(/[/\0]/g, '_'))
  .filter((name) => name !== '.' && name !== '..');
const name = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...known) },
  { weight: 2, arbitrary: fc.constantFrom(...others) },
  { weight: 1, arbitrary: anyName },
);

const entries = fc.array(
  fc.record({
    name: fc
      .array(fc.oneof(name, fc.constantFrom('..', '.', '')), { maxLength: 4 })
      .map((parts) => parts.join('/')),
    text: fc.string(),
    type: fc.constantFrom('0', '0', '0', '1', '2', '5', '6', 'x', 'L', 'g', '?'),
    mode: fc.constantFrom(0, 0o100644, 0o120777, 0o040755),
    link: fc.constant('/etc/passwd'),
  }),
  { maxLength: 6 },
);
const zip = entries.map((all) => zipOf(all));
const tar = entries.map((all) => tarOf(all));

/** Bytes with some of them changed, as many as none. */
const broken = (bytes: fc.Arbitrary<Buffer>) =>
  fc.tuple(bytes, fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 4 })).map(([intact, changes]) => {
    const copy = Buffer.from(intact);
    for (const [at, value] of changes) if (copy.length > 0) copy[at % copy.length] = value;
    return copy;
  });
const archive = fc.oneof(
  broken(zip),
  broken(tar).map((bytes) => gzipSync(bytes)),
  broken(tar.map((bytes) => gzipSync(bytes))),
);

const tree = (outside: string) =>
  fc.letrec<{ tree: Tree }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      fc.record({
        kind: fc.constant('file' as const),
        bytes: fc.oneof(fc.string(), fc.uint8Array(), archive),
      }),
      fc.record({
        kind: fc.constant('link' as const),
        target: fc.constantFrom(outside, path.join(outside, 'single-turn.ts'), '.', '..', 'nowhere'),
      }),
      fc.record({
        kind: fc.constant('folder' as const),
        children: fc.array(fc.tuple(name, tie('tree')), { maxLength: 5 }),
      }),
    ),
  })).tree;

async function plant(file: string, planted: Tree): Promise<void> {
  if (planted.kind === 'file') return writeFile(file, planted.bytes, { flag: 'wx' });
  if (planted.kind === 'link') return symlink(planted.target, file);
  await mkdir(file);
  for (const [child, inner] of planted.children) {
    try {
      await plant(path.join(file, child), inner);
    } catch (error) {
      // The name is taken, or this disk can't have it.
      if (!(error instanceof Error && 'code' in error)) throw error;
    }
  }
}

test('whatever is handed in, an intake comes of it, and nothing from outside is in it', async () => {
  const base = await temporaryFolder();
  const outside = path.join(base, 'outside');
  await write(outside, { 'single-turn.ts': secret, 'exercises/single-turn.ts': secret });
  const children = fc.array(fc.tuple(name, tree(outside)), { maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(children, async (planted) => {
      const folder = await mkdtemp(path.join(base, 'run-'));
      await plant(path.join(folder, 'all'), { kind: 'folder', children: planted });
      await write(folder, { 'all/honest/single-turn.ts': 'honest' });
      const all = path.join(folder, 'all');
      const intake = await collectWithSources(all, exercises);
      expect(await collectWithSources(all, exercises, { concurrency: 1 })).toEqual(intake);
      await rm(folder, { recursive: true });

      const ids = intake.submissions.map(({ id }) => id);
      expect(ids).toEqual([...new Set(ids)].toSorted());
      expect(intake.submissions.find(({ id }) => id === 'honest')?.sources.get('single-turn')).toBe('honest');
      for (const { id, sources, problems, refused } of intake.submissions) {
        expect(id).toBe(id.normalize('NFC'));
        expect([...sources.values()]).not.toContain(secret);
        expect(refused).toBe(sources.size === 0);
        if (refused) expect(problems).not.toEqual([]);
      }
      for (const text of [...intake.notes, ...intake.submissions.flatMap(({ problems }) => problems)])
        expect(text).toMatch(/^[^\p{Cc}]+\.$/u);
    }),
    { numRuns: 300 },
  );
});

test('no archive, however broken, costs its neighbours anything', async () => {
  const folder = await temporaryFolder();
  await write(folder, { 'honest/single-turn.ts': 'honest' });
  await fc.assert(
    fc.asyncProperty(archive, fc.constantFrom('ada.zip', 'ada.tgz'), async (bytes, file) => {
      await writeFile(path.join(folder, file), bytes);
      const { submissions } = await collectWithSources(folder, exercises);
      await rm(path.join(folder, file));
      expect(submissions.map(({ id }) => id)).toEqual(['ada', 'honest']);
      expect(submissions[1]?.problems).toEqual([]);
    }),
    { numRuns: 1000 },
  );
});
