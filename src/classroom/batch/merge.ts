import type { RosterPerson } from '../intake/types.ts';
import { GradesError, type Manifest, submissionOf } from './manifest.ts';
import type { KeptSubmission } from './results.ts';
import { shardIndexOf } from './shard.ts';

/** One machine's part of the grades. */
export interface Part {
  /** How messages name it, such as its folder. */
  readonly name: string;
  readonly manifest: Manifest;
  readonly kept: (submission: string) => KeptSubmission | undefined;
}

/**
 * Puts the parts of several machines together. The roster says who must be there.
 * @throws GradesError with one line for each thing that is missing, twice there, or of another version
 */
export function mergeParts(
  parts: readonly Part[],
  roster: readonly RosterPerson[],
): { readonly manifest: Manifest; readonly kept: Part['kept'] } {
  const [first] = parts;
  if (first === undefined) throw new GradesError('Name the folders to merge.');
  const faults = [
    ...versionFaults(first, parts),
    ...shardFaults(parts),
    ...parts.flatMap(unfinished),
    ...peopleFaults(parts, roster),
  ];
  if (faults.length > 0) throw new GradesError(`These grades can't be merged.\n${faults.join('\n')}`);
  const all = parts.flatMap(({ manifest }) => manifest.people);
  const order = new Map(roster.map(({ id }, index) => [id, index]));
  const people = [...all].sort(
    (a, b) => (order.get(a.id) ?? order.size) - (order.get(b.id) ?? order.size) || (a.id < b.id ? -1 : 1),
  );
  const owners = new Map(
    parts.flatMap((part) => part.manifest.people.map((person) => [submissionOf(person), part] as const)),
  );
  const notes = [...new Set(parts.flatMap(({ manifest }) => manifest.notes))];
  return {
    manifest: { ...first.manifest, shard: undefined, finished: true, people, notes },
    kept: (submission) => owners.get(submission)?.kept(submission),
  };
}

function versionFaults(first: Part, parts: readonly Part[]): readonly string[] {
  const told = ({ manifest }: Part) => ({
    'the seed': manifest.seed,
    'the sandbox': manifest.sandbox,
    'the exercises': manifest.exercises.map(({ id }) => id).join(' '),
    'the version of Agentlings, its graders or Node.js': JSON.stringify(manifest.version),
  });
  const expected = Object.entries(told(first));
  return parts.flatMap((part) => {
    const own = Object.values(told(part));
    return expected.flatMap(([what, value], index) =>
      own[index] === value
        ? []
        : [`${part.name} and ${first.name} differ in ${what}. Grade both with the same.`],
    );
  });
}

function shardFaults(parts: readonly Part[]): readonly string[] {
  const counts = new Set(parts.map(({ manifest }) => manifest.shard?.count ?? 1));
  if (counts.size > 1)
    return [`The parts were made for different numbers of shards: ${[...counts].join(', ')}.`];
  const [count = 1] = counts;
  const faults: string[] = [];
  for (let index = 1; index <= count; index += 1) {
    const there = parts.filter(({ manifest }) => (manifest.shard?.index ?? 1) === index);
    if (there.length === 0) faults.push(`The shard ${index}/${count} is missing.`);
    if (there.length > 1)
      faults.push(`The shard ${index}/${count} is there twice: ${there.map(({ name }) => name).join(', ')}.`);
  }
  return faults;
}

function unfinished({ name, manifest, kept }: Part): readonly string[] {
  if (!manifest.finished) return [`${name} was stopped before its end. Run its command again: it goes on.`];
  return manifest.people
    .filter((person) => person.state === 'graded' && kept(submissionOf(person)) === undefined)
    .map(({ id }) => `${name} has no result for ${id}. Run its command again.`);
}

function peopleFaults(parts: readonly Part[], roster: readonly RosterPerson[]): readonly string[] {
  const where = new Map<string, string[]>();
  for (const { name, manifest } of parts) {
    for (const { id } of manifest.people) where.set(id, [...(where.get(id) ?? []), name]);
  }
  const count = parts[0]?.manifest.shard?.count ?? 1;
  const missing = roster.filter(({ id }) => !where.has(id));
  return [
    ...missing.map(({ id }) => {
      const part = count === 1 ? '' : ` It is shard ${shardIndexOf(id, count)}/${count}'s.`;
      return `${id} is on the roster and in none of the folders.${part} Grade with --roster, so that absent people are told.`;
    }),
    ...[...where].flatMap(([id, names]) =>
      names.length > 1 ? [`${id} is there more than once: ${names.join(', ')}.`] : [],
    ),
  ];
}
