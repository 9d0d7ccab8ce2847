import { personLink } from '../links.ts';
import type { PageData, PageExercise, PagePerson } from '../page-data.ts';
import { detailsOf, textOf } from './data.ts';
import { element, type Foldable } from './dom.ts';
import { exerciseView } from './exercise.ts';

interface Neighbours {
  readonly before: PagePerson | undefined;
  readonly after: PagePerson | undefined;
}

const leftOut =
  'Reasons and what was sent are not on this page for everybody: it would be too large. They are in this person’s own page (--reporter feedback=DIR) and, but for what was sent, in the JSON report.';

/** The view of one person. */
export interface PersonView {
  readonly heading: HTMLHeadingElement;
  readonly content: readonly HTMLElement[];
  readonly exercises: readonly Foldable[];
}

export function personView(
  data: PageData,
  index: number,
  person: PagePerson,
  around: Neighbours,
): PersonView {
  const details = detailsOf(index);
  const heading = element('h2', { tabindex: '-1' }, element('bdi', {}, person.name));
  const exercises = person.results.flatMap((result, each) => {
    const exercise = data.exercises[each];
    return exercise === undefined ? [] : exerciseView(exercise, result, details?.results?.[each]);
  });
  for (const [each, view] of exercises.entries()) if (person.results[each]?.status !== 'passed') view.open();
  const problems = (details?.problems ?? []).map((text) => element('li', { dir: 'auto' }, textOf(text)));
  return {
    heading,
    exercises,
    content: [
      walk(around),
      heading,
      who(person),
      element('p', { class: 'summary' }, sentence(person, data.exercises)),
      ...(details?.results === null ? [element('p', { class: 'notice' }, leftOut)] : []),
      ...(problems.length === 0
        ? []
        : [element('h3', {}, 'Problems of the submission'), element('ul', {}, ...problems)]),
      ...(exercises.length === 0 ? [] : [foldButtons(exercises)]),
      ...exercises.map((view) => view.details),
    ],
  };
}

function who({ id, email, path, expected }: PagePerson): HTMLElement {
  const list = element('dl', { class: 'facts' });
  for (const [name, text] of [
    ['Id', id],
    ['E-mail', email],
    ['Submission', path],
    ['Roster', expected ? '' : 'not on it'],
  ] as const)
    if (text !== '') list.append(element('dt', {}, name), element('dd', {}, element('bdi', {}, text)));
  return list;
}

function sentence({ state, results, points }: PagePerson, exercises: readonly PageExercise[]): string {
  if (state === 'absent') return 'Absent: nothing was handed in.';
  if (state === 'refused') return 'Refused: nothing of what was handed in could be taken.';
  const passed = results.filter(({ status }) => status === 'passed').length;
  const ofPassed = `${passed} of ${results.length} exercises passed.`;
  const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);
  if (points !== null) return `${points} of ${sum(exercises.map((each) => each.points))} points. ${ofPassed}`;
  const graded = results.map(({ status }) => status !== 'internal');
  const reached = sum(results.map((result, index) => (graded[index] ? result.points : 0)));
  const reachable = sum(exercises.map((each, index) => (graded[index] ? each.points : 0)));
  const open = graded.filter((each) => !each).length;
  const which = open === 1 ? '1 exercise could not be graded' : `${open} exercises could not be graded`;
  return `Incomplete: ${which}. ${reached} of ${reachable} points in the others. ${ofPassed}`;
}

function walk({ before, after }: Neighbours): HTMLElement {
  const link = (text: string, person: PagePerson | undefined) =>
    person === undefined
      ? []
      : [element('a', { href: personLink(person.key) }, text, element('bdi', {}, person.name))];
  return element(
    'nav',
    { class: 'walk', 'aria-label': 'People' },
    element('a', { href: '#/' }, 'Back to the gradebook'),
    ...link('Before: ', before),
    ...link('After: ', after),
  );
}

function foldButtons(exercises: readonly Foldable[]): HTMLElement {
  const open = element('button', { type: 'button' }, 'Open all');
  open.addEventListener('click', () => {
    for (const each of exercises) each.open();
  });
  const close = element('button', { type: 'button' }, 'Close all');
  close.addEventListener('click', () => {
    for (const each of exercises) each.details.open = false;
  });
  return element('p', { class: 'fold-buttons' }, open, ' ', close);
}
