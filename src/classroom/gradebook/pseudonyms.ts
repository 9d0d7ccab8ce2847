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

/** A name as it may stand in a text. */
interface KnownName {
  readonly lowerCase: string;
  readonly length: number;
  readonly pseudonym: string;
}

/** Words, and every sign that is none. */
const tokens = /[\p{L}\p{N}]+|[^\p{L}\p{N}\s]/gu;
const endsInWord = /[\p{L}\p{N}]$/u;
const beginsWithWord = /^[\p{L}\p{N}]/u;

/**
 * Puts pseudonyms in the place of ids, names and addresses wherever they stand as words. Names are looked up by their
 * first word, because one pattern of a thousand names would be tried at every letter of every text.
 */
function hider(people: readonly Person[], names: ReadonlyMap<string, string>): (text: string) => string {
  const known = knownNames(people, names);
  return (text) => {
    let hidden = '';
    let done = 0;
    for (const { 0: token, index } of text.matchAll(tokens)) {
      if (index < done) continue;
      const found = known.get(token.toLowerCase())?.find((name) => standsAt(name, text, index));
      if (found === undefined) continue;
      hidden += text.slice(done, index) + found.pseudonym;
      done = index + found.length;
    }
    return hidden + text.slice(done);
  };
}

function knownNames(
  people: readonly Person[],
  names: ReadonlyMap<string, string>,
): ReadonlyMap<string, readonly KnownName[]> {
  const known = new Map<string, Map<string, KnownName>>();
  for (const { id, name, email, path } of people) {
    const parts = name?.split(/\s+/) ?? [];
    for (const each of [path, ...parts, name, email, id]) {
      if (each === undefined || each.length < shortest) continue;
      const lowerCase = each.toLowerCase();
      const first = lowerCase.match(tokens)?.[0] ?? '';
      const same = known.get(first) ?? new Map<string, KnownName>();
      same.set(lowerCase, { lowerCase, length: each.length, pseudonym: names.get(id) ?? '' });
      known.set(first, same);
    }
  }
  // The longest first: a whole name before a part of it.
  const longestFirst = (all: Map<string, KnownName>) =>
    [...all.values()].sort((one, other) => other.length - one.length);
  return new Map([...known].map(([first, all]) => [first, longestFirst(all)]));
}

function standsAt({ lowerCase, length }: KnownName, text: string, index: number): boolean {
  if (text.slice(index, index + length).toLowerCase() !== lowerCase) return false;
  // `slice` takes a whole character where it begins with the second half of one.
  const before = text.slice(Math.max(0, index - 2), index);
  const after = text.slice(index + length, index + length + 2);
  return !endsInWord.test(before) && !beginsWithWord.test(after);
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
