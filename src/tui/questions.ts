import { itemKey } from '../workshop/lookup.ts';
import { scrollOf } from './content.ts';
import { contentRows, textWidth } from './layout.ts';
import { openItem, type State } from './state.ts';
import { type PlacedQuestion, questionSection } from './view/questions.ts';

/** The open lesson's questions; lines count from the beginning of the lesson's text. Empty while that isn't there yet. */
export function placedQuestions(state: State): readonly PlacedQuestion[] {
  const item = openItem(state);
  const document = item === undefined ? undefined : state.documents[itemKey(item)];
  if (item?.kind !== 'lesson' || document === undefined) return [];
  const start = document.rendered.lines.length;
  return questionSection(state, item, textWidth(state)).questions.map((question) => ({
    ...question,
    from: start + question.from,
    to: start + question.to,
    options: question.options.map(({ from, to }) => ({ from: start + from, to: start + to })),
  }));
}

/** How well a question can be seen: as a whole, from its beginning, some of its options, or not at all. */
type Sight = 3 | 2 | 1 | 0;

function sightOf({ from, to, options }: PlacedQuestion, first: number, rows: number): Sight {
  const end = first + rows;
  const firstOption = options[0]?.from ?? to;
  if (from >= first && to <= end) return 3;
  if (from >= first && firstOption < end) return 2;
  return firstOption < end && to > first ? 1 : 0;
}

/**
 * The question that an answer is for: of those that can be seen from their beginning the one that was marked, else the
 * first that is not answered right yet, else the first. `undefined` when no question is on the screen.
 */
export function currentQuestion(state: State): PlacedQuestion | undefined {
  const all = placedQuestions(state);
  if (all.length === 0) return undefined;
  const first = scrollOf(state);
  const seen = all
    .map((question) => ({ question, sight: sightOf(question, first, contentRows(state)) }))
    .filter(({ sight }) => sight > 0);
  const begun = seen.filter(({ sight }) => sight > 1);
  const candidates = begun.length > 0 ? begun : seen;
  const marked = candidates.find(({ question }) => question.index === markedIndex(state));
  if (marked !== undefined) return marked.question;
  const rank = ({ question, sight }: (typeof seen)[number]) => (question.right ? 0 : 10) + sight;
  const best = Math.max(...candidates.map(rank));
  return candidates.find((candidate) => rank(candidate) === best)?.question;
}

function markedIndex(state: State): number | undefined {
  const item = openItem(state);
  return item === undefined ? undefined : state.marked[item.id];
}
