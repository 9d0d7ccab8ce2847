import { createHmac } from 'node:crypto';
import { stringify } from 'csv-stringify/sync';
import { mapTexts } from '../../grading/verdict-texts.ts';
import { eachOf } from './entries.ts';
import type { Gradebook, GradebookEntry, GradebookResult } from './types.ts';

const adjectives =
  'amber brave calm clever crisp eager fair fleet gentle glad golden green honest keen kind lively lucky merry mild noble patient proud quick quiet ready silver steady sunny swift warm wise witty'.split(
    ' ',
  );
const animals =
  'badger beaver bison crane dolphin eagle falcon ferret finch fox gecko heron ibex jackal koala lemur lynx marmot otter owl panda puffin quail raven robin seal stork tapir turtle walrus wren zebra'.split(
    ' ',
  );

export interface Pseudonymised {
  readonly gradebook: Gradebook;
  /** CSV of ids and pseudonyms, to be kept apart from every report. */
  readonly key: string;
}

/**
 * The gradebook without anything that says who people are: pseudonyms in the place of ids, no names, no addresses, also
 * within messages and what was printed or sent. Equal salts and ids give equal pseudonyms, from one batch to the next.
 * @param salt known to nobody but the instructor
 */
export function pseudonymise(gradebook: Gradebook, salt: string): Pseudonymised {
  const people = Array.from(gradebook.entries, ({ id, name, email, path }) => ({ id, name, email, path }));
  const names = pseudonymsOf(people, salt);
  const hide = hider(people, names);
  const entries = eachOf(gradebook.entries, (entry) => {
    const id = names.get(entry.id) ?? '';
    const problems = entry.problems.map(hide);
    const path = entry.path === '' ? '' : id;
    return {
      ...entry,
      id,
      name: undefined,
      email: undefined,
      path,
      problems,
      results: entry.results.map((each) => hidden(each, hide)),
    };
  });
  const rows = people.map(({ id }) => [id, names.get(id)]);
  return {
    gradebook: { ...gradebook, entries, notes: gradebook.notes.map(hide) },
    key: stringify([['id', 'pseudonym'], ...rows], { record_delimiter: '\r\n', escape_formulas: true }),
  };
}

type Person = Pick<GradebookEntry, 'id' | 'name' | 'email' | 'path'>;

function pseudonymsOf(people: readonly Person[], salt: string): ReadonlyMap<string, string> {
  const taken = new Set<string>();
  // By id, so that the order of the roster decides nothing.
  const ids = people.map(({ id }) => id).sort();
  return new Map(
    ids.map((id) => {
      for (let turn = 0; ; turn += 1) {
        const bytes = createHmac('sha256', salt).update(`${turn} ${id}`).digest();
        const word = (list: readonly string[], at: number) => list[bytes.readUInt16BE(at) % list.length];
        const name = `${word(adjectives, 0)}-${word(animals, 2)}-${10 + (bytes.readUInt16BE(4) % 90)}`;
        if (taken.has(name)) continue;
        taken.add(name);
        return [id, name];
      }
    }),
  );
}

/** A word shorter than this stands in texts by chance. */
const shortest = 3;

/** Puts pseudonyms in the place of ids, names and addresses wherever they stand as words. */
function hider(people: readonly Person[], names: ReadonlyMap<string, string>): (text: string) => string {
  const known = new Map<string, string>();
  for (const { id, name, email, path } of people) {
    const parts = name?.split(/\s+/) ?? [];
    for (const each of [path, ...parts, name, email, id]) {
      if (each !== undefined && each.length >= shortest) known.set(each.toLowerCase(), names.get(id) ?? '');
    }
  }
  if (known.size === 0) return (text) => text;
  // The longest first: a whole name before a part of it.
  const words = [...known.keys()].sort((a, b) => b.length - a.length).map(escapePattern);
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${words.join('|')})(?![\\p{L}\\p{N}])`, 'giu');
  return (text) => text.replace(pattern, (found) => known.get(found.toLowerCase()) ?? found);
}

function hidden(result: GradebookResult, hide: (text: string) => string): GradebookResult {
  return {
    ...mapTexts(result, hide),
    sent: result.sent.map((attempt) => ({
      ...attempt,
      args: attempt.args.map(hide),
      stdout: hide(attempt.stdout),
      exchanges: attempt.exchanges.map((exchange) => ({
        ...exchange,
        messages: exchange.messages.map(({ role, text }) => ({ role, text: hide(text) })),
        reply: hide(exchange.reply),
      })),
    })),
  };
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
