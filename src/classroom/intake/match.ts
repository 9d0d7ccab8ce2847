import { IntakeError } from './errors.ts';
import { keysOfName, nameInDownload } from './lms-names.ts';
import { showName } from './names.ts';
import type { CollectedSubmission, Intake, RosterPerson } from './types.ts';

/** Who handed in and who was expected to. */
export interface Matching {
  /** Expected, and handed in; in the roster's order. */
  readonly present: readonly { readonly person: RosterPerson; readonly submission: CollectedSubmission }[];
  /** Expected, and nothing is there of them; in the roster's order. */
  readonly missing: readonly RosterPerson[];
  /** Handed in, and not expected; by id. Nobody, where there is no roster. */
  readonly unknown: readonly CollectedSubmission[];
  /** What could not be decided, one sentence each. */
  readonly notes: readonly string[];
}

/** One way in which a submission can be a person's. */
interface Rule {
  /** What the person is known by. */
  readonly person: (person: RosterPerson) => readonly string[];
  readonly submission: (id: string) => string | undefined;
  /** When two people fit: names are shared by people, and ids should not be. */
  readonly shared: 'error' | 'note';
}

const lower = (text: string) => text.normalize('NFC').toLowerCase();

/** From the surest to the least sure. A later rule sees only those whom no earlier one has matched. */
const rules: readonly Rule[] = [
  { person: ({ id }) => [id], submission: (id) => id, shared: 'error' },
  { person: ({ id }) => [lower(id)], submission: lower, shared: 'error' },
  { person: ({ email }) => (email === undefined ? [] : [lower(email)]), submission: lower, shared: 'error' },
  { person: ({ email }) => localPart(email), submission: lower, shared: 'error' },
  { person: ({ name }) => keysOfName(name ?? ''), submission: nameInDownload, shared: 'note' },
];

/**
 * Matches submissions with a roster: by id exactly, then in any case, then by e-mail address or the part before its @,
 * then by the names that Moodle and Canvas give to downloads when these fit exactly one person.
 * @param roster left out, everybody who handed in is expected
 * @throws IntakeError when one submission is two people's
 */
export function matchRoster(intake: Intake, roster: readonly RosterPerson[] | undefined): Matching {
  if (roster === undefined) {
    const present = intake.submissions.map((submission) => ({ person: { id: submission.id }, submission }));
    return { present, missing: [], unknown: [], notes: [] };
  }
  const matched = new Map<RosterPerson, CollectedSubmission>();
  const open = { people: new Set(roster), submissions: new Set(intake.submissions) };
  const notes: string[] = [];
  for (const rule of rules) {
    for (const [person, submissions] of fits(rule, open, notes)) {
      open.people.delete(person);
      for (const submission of submissions) open.submissions.delete(submission);
      const [only] = submissions;
      if (only !== undefined && submissions.length === 1) matched.set(person, only);
      else
        notes.push(
          `${showPerson(person)} has ${listed(submissions.map(({ id }) => id))}. Leave one of them.`,
        );
    }
  }
  const taken = new Set(matched.values());
  return {
    present: roster.flatMap((person) => {
      const submission = matched.get(person);
      return submission === undefined ? [] : [{ person, submission }];
    }),
    missing: roster.filter((person) => !matched.has(person)),
    unknown: intake.submissions.filter((submission) => !taken.has(submission)),
    notes,
  };
}

interface Open {
  readonly people: ReadonlySet<RosterPerson>;
  readonly submissions: ReadonlySet<CollectedSubmission>;
}

/** The submissions of each person by one rule. */
function fits(rule: Rule, open: Open, notes: string[]): Map<RosterPerson, CollectedSubmission[]> {
  const byKey = new Map<string, Set<RosterPerson>>();
  for (const person of open.people)
    for (const key of rule.person(person)) byKey.set(key, (byKey.get(key) ?? new Set()).add(person));
  const found = new Map<RosterPerson, CollectedSubmission[]>();
  for (const submission of open.submissions) {
    const key = rule.submission(submission.id);
    const people = [...(key === undefined ? [] : (byKey.get(key) ?? []))];
    const [only] = people;
    if (only === undefined) continue;
    if (people.length === 1) found.set(only, [...(found.get(only) ?? []), submission]);
    else {
      const both = `${showName(submission.path)} could be of ${listed(people.map(showPerson))}`;
      if (rule.shared === 'error') throw new IntakeError(`${both}. Rename it to the id of one of them.`);
      notes.push(`${both}, and was given to none of them. Rename it to an id of the roster.`);
    }
  }
  return found;
}

function localPart(email: string | undefined): readonly string[] {
  const at = email?.lastIndexOf('@') ?? -1;
  return email === undefined || at < 1 ? [] : [lower(email.slice(0, at))];
}

function showPerson({ id, name, email }: RosterPerson): string {
  const more = [name, email].filter((text) => text !== undefined && text !== id).join(', ');
  return showName(more === '' ? id : `${id} (${more})`);
}

function listed(names: readonly string[]): string {
  const shown = names.map(showName);
  return `${shown.slice(0, -1).join(', ')} and ${shown.at(-1) ?? ''}`;
}
