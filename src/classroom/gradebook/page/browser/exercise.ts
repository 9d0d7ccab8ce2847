import { statusLooks } from '../../../../grading/statuses.ts';
import type { CheckDetails, PageExercise, PagePerson, ResultDetails } from '../page-data.ts';
import { type AttemptView, attemptView } from './conversation.ts';
import { textOf } from './data.ts';
import { element, type Foldable, foldable } from './dom.ts';

type Result = PagePerson['results'][number];

/**
 * One exercise of a person, folded: its message, its checks and what was sent; without details, which checks passed.
 */
export function exerciseView(exercise: PageExercise, result: Result, details?: ResultDetails): Foldable {
  const { symbol, word, tone } = statusLooks[result.status];
  const points = result.status === 'internal' ? '' : `, ${result.points} of ${exercise.points} points`;
  const heading = element(
    'h3',
    {},
    element('i', { class: tone, 'aria-hidden': 'true' }, symbol),
    ` ${exercise.title} `,
    element('span', { class: 'quiet' }, `${word}${points}`),
  );
  return foldable(element('details', { class: 'exercise' }, element('summary', {}, heading)), () => {
    const attempts = (details?.sent ?? []).map(attemptView);
    const message = textOf(details?.message);
    const took = details === undefined ? '' : ` Graded in ${seconds(details.durationMs)}.`;
    return [
      ...(message === '' ? [] : [element('p', { class: 'message', dir: 'auto' }, message)]),
      checkList(exercise, result, details?.checks ?? [], attempts),
      ...sentParts(attempts),
      element('p', { class: 'quiet' }, `Chapter: ${exercise.chapter}.${took}`),
    ];
  });
}

function seconds(durationMs: number): string {
  return `${(durationMs / 1000).toFixed(1)} s`;
}

function sentParts(attempts: readonly AttemptView[]): readonly HTMLElement[] {
  if (attempts.length === 0) return [];
  return [element('h4', {}, 'What was sent'), ...attempts.map(({ details }) => details)];
}

function checkList(
  { checks }: PageExercise,
  result: Result,
  details: ResultDetails['checks'],
  attempts: readonly AttemptView[],
): HTMLElement {
  if (result.status === 'internal') return element('p', { class: 'quiet' }, 'Its checks gave no verdict.');
  const items = checks.map(({ title, points }, index) => {
    const found = details.find(({ check }) => check === index);
    if (found === undefined) {
      // A check that the verdict does not tell of did not pass.
      const letter = result.checks[index];
      const known = letter === 'p' || letter === 'f' ? letter : 'n';
      return checkItem(known, title, `${known === 'p' ? points : 0} of ${points}`);
    }
    const item = checkItem(found.failed ? 'f' : 'n', title, `${found.points} of ${points}`);
    item.append(
      ...(found.failed
        ? reasons(found, attempts)
        : [element('p', { class: 'quiet', dir: 'auto' }, textOf(found.help))]),
    );
    return item;
  });
  return element('ul', { class: 'verdicts' }, ...items);
}

const checkLooks = {
  p: { symbol: '✓', word: 'passed', tone: 'good' },
  f: { symbol: '✗', word: 'failed', tone: 'bad' },
  n: { symbol: '–', word: 'not reached', tone: 'open' },
} as const;

function checkItem(letter: keyof typeof checkLooks, title: string, points: string): HTMLLIElement {
  const { symbol, word, tone } = checkLooks[letter];
  const mark = element('i', { class: tone, role: 'img', 'aria-label': word, title: word }, symbol);
  return element('li', {}, mark, ' ', title, ' ', element('span', { class: 'quiet' }, points));
}

function reasons(found: CheckDetails, attempts: readonly AttemptView[]): readonly HTMLElement[] {
  const list = element('dl', { class: 'reasons' });
  for (const [name, text] of [
    ['Expected', textOf(found.expected)],
    ['Seen', textOf(found.actual)],
    ['Next', textOf(found.help)],
  ] as const)
    if (text !== '') list.append(element('dt', {}, name), element('dd', { dir: 'auto' }, text));
  const { pointer } = found;
  const target = attempts.find(({ attempt }) => attempt === pointer?.attempt);
  if (pointer === undefined || target === undefined) return [list];
  const button = element('button', { type: 'button' }, 'Show in what was sent');
  button.addEventListener('click', () => target.show(pointer.exchange, pointer.message));
  return [list, button];
}
