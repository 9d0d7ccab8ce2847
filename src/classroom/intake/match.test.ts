import fc from 'fast-check';
import { expect, test } from 'vitest';
import { IntakeError } from './errors.ts';
import { matchRoster } from './match.ts';
import type { CollectedSubmission, Intake, RosterPerson } from './types.ts';

function intakeOf(...ids: readonly string[]): Intake {
  const submissions = ids.map(
    (id): CollectedSubmission => ({
      id,
      path: id,
      digests: new Map(),
      read: async () => new Map(),
      problems: [],
      refused: false,
    }),
  );
  return { submissions, notes: [] };
}

function summary(ids: readonly string[], roster: readonly RosterPerson[]) {
  const { present, missing, unknown, notes } = matchRoster(intakeOf(...ids), roster);
  return {
    present: Object.fromEntries(present.map(({ person, submission }) => [person.id, submission.id])),
    missing: missing.map(({ id }) => id),
    unknown: unknown.map(({ id }) => id),
    notes,
  };
}

const ada: RosterPerson = { id: '1815', name: 'Ada King Lovelace', email: 'ada.l@school.example' };
const bob: RosterPerson = { id: 'bob', name: 'Bob O’Hara' };

test('without a roster everybody is expected', () => {
  const { present, missing, unknown } = matchRoster(intakeOf('a', 'b'), undefined);
  expect(present.map(({ person }) => person)).toEqual([{ id: 'a' }, { id: 'b' }]);
  expect([missing, unknown]).toEqual([[], []]);
});

test.each([
  '1815',
  'ADA.L@school.example',
  'Ada.L',
  'Ada King Lovelace_12345_assignsubmission_file',
  'Lovelace Ada King_12345_assignsubmission_file_work',
  'lovelaceadaking_123_456_exercise',
  'kinglovelaceada_LATE_123_456_exercise',
])('%s is Ada’s', (id) => {
  expect(summary(['zed', id], [bob, ada])).toEqual({
    present: { 1815: id },
    missing: ['bob'],
    unknown: ['zed'],
    notes: [],
  });
});

test.each([
  'Bob',
  'bohara_1_2_x',
  'Bob O\u2019Hara',
  'ohara_1_2_x',
  '_1_2_x',
  '18150',
  'Ada_1_assignsubmission_file',
])('%s is nobody’s of these, unless by another case', (id) => {
  expect(summary([id], [ada, bob]).present).toEqual(id === 'Bob' ? { bob: 'Bob' } : {});
});

test('keeps the order of the roster, and prefers the surer match', () => {
  const people = [{ id: 'x', email: 'ada@school.example' }, { id: 'Ada' }, { id: 'b' }];
  expect(summary(['Ada', 'ada', 'b'], people)).toEqual({
    present: { x: 'ada', Ada: 'Ada', b: 'b' },
    missing: [],
    unknown: [],
    notes: [],
  });
  expect(Object.keys(summary(['ada'], people).present)).toEqual(['Ada']);
});

test.each([
  [[{ id: 'ADA' }, { id: 'Ada' }], 'ada could be of ADA and Ada. Rename it to the id of one of them.'],
  [
    [
      { id: '1', email: 'ada@one.example' },
      { id: '2', name: 'Ada B', email: 'ada@two.example' },
    ],
    'ada could be of 1 (ada@one.example) and 2 (Ada B, ada@two.example). Rename it to the id of one of them.',
  ],
])('two people on one submission are an error that names both', (people, message) => {
  expect(() => matchRoster(intakeOf('ada'), people)).toThrow(new IntakeError(message));
});

test('a name that two people have is nobody’s', () => {
  const people = [
    { id: '1', name: 'Ada Lovelace' },
    { id: '2', name: 'Lovelace, Ada' },
  ];
  expect(summary(['Ada Lovelace_9_assignsubmission_file'], people)).toEqual({
    present: {},
    missing: ['1', '2'],
    unknown: ['Ada Lovelace_9_assignsubmission_file'],
    notes: [
      'Ada Lovelace_9_assignsubmission_file could be of 1 (Ada Lovelace) and 2 (Lovelace, Ada), and was given to none of them. Rename it to an id of the roster.',
    ],
  });
});

test('two submissions of one person are a note, and none of them counts', () => {
  const ids = ['Ada King Lovelace_1_assignsubmission_file', 'Ada King Lovelace_2_assignsubmission_file'];
  expect(summary(ids, [ada])).toEqual({
    present: {},
    missing: ['1815'],
    unknown: ids,
    notes: [`1815 (Ada King Lovelace, ada.l@school.example) has ${ids.join(' and ')}. Leave one of them.`],
  });
});

test('nobody is lost and nothing is counted twice, whatever the names', () => {
  const word = fc.constantFrom(
    'ada',
    'Ada',
    'bob',
    'Bob Ada',
    'ada@x.example',
    'ADA_1_assignsubmission_file',
    'adabob_1_2_x',
  );
  const person = fc.record({
    id: word,
    name: fc.option(word, { nil: undefined }),
    email: fc.option(word, { nil: undefined }),
  });
  const roster = fc.uniqueArray(person, { selector: ({ id }) => id });
  fc.assert(
    fc.property(fc.uniqueArray(word), roster, (ids, people) => {
      try {
        const { present, missing, unknown } = matchRoster(intakeOf(...ids), people);
        const handed = [...present.map(({ submission }) => submission.id), ...unknown.map(({ id }) => id)];
        expect(handed.toSorted()).toEqual(ids.toSorted());
        expect([...present.map((one) => one.person.id), ...missing.map(({ id }) => id)].toSorted()).toEqual(
          people.map(({ id }) => id).toSorted(),
        );
        for (const id of ids.filter((one) => people.some((other) => other.id === one)))
          expect(present.find((one) => one.person.id === id)?.submission.id).toBe(id);
      } catch (error) {
        if (!(error instanceof IntakeError)) throw error;
      }
    }),
    { numRuns: 1000 },
  );
});
