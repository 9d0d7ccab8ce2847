import { itemKey } from '../../workshop/lookup.ts';
import type { Lesson } from '../../workshop/types.ts';
import { scrolledTo, stopHere, withStop } from '../reading/stops.ts';
import type { Trail } from '../reading/trail.ts';
import { openItem, openKey, type State } from '../state.ts';
import type { Step } from '../step.ts';
import { openAt } from './places.ts';

/** Follows a link of the open text: to a section, a lesson, an exercise; an address on the web is copied. */
export function follow(state: State, href: string): Step {
  if (/^https?:/.test(href)) return [state, [{ type: 'copy', text: href, fileName: 'link.txt' }]];
  const [target = '', slug] = href.split('#');
  if (target === '') return [toSection(withStop(state), slug), []];
  const index = state.items.findIndex((item) =>
    target.startsWith('exercise:')
      ? item.kind === 'exercise' && item.id === target.slice('exercise:'.length)
      : item.kind === 'lesson' && isFile(item, target),
  );
  if (index === -1) return [{ ...state, notice: { text: `Nothing is at ${href}.`, kind: 'info' } }, []];
  const [opened, effects] = openAt(withStop(state), index, '');
  return [slug === undefined ? opened : toSection(opened, slug), effects];
}

/** `../tools/agent-loop.md` and `agent-loop.md` both mean the lesson in that file: names are unique in a workshop. */
function isFile({ path }: Lesson, target: string): boolean {
  const name = target.split('/').at(-1) ?? '';
  return path.split(/[/\\]/).at(-1) === name;
}

/** Scrolls to a section, at once or as soon as its text is laid out. */
export function toSection(state: State, slug: string | undefined): State {
  const item = openItem(state);
  if (item === undefined || slug === undefined) return state;
  const key = itemKey(item);
  const document = state.documents[key];
  if (document === undefined) return { ...state, awaited: { key, slug } };
  const { awaited: _, ...rest } = state;
  const entry = document.rendered.outline.find((each) => each.slug === slug);
  return entry === undefined ? rest : scrolledTo(rest, entry.line);
}

export function toLine(state: State, line: number): Step {
  return [scrolledTo(withStop(state), line), []];
}

/** Back to where a link was followed from, and forward again. */
export function goBack(state: State): Step {
  return retrace(state, 'back', 'ahead', 'There is nothing to go back to: links that you follow are.');
}

export function goForward(state: State): Step {
  return retrace(state, 'ahead', 'back', 'There is nothing to go forward to.');
}

function retrace(state: State, from: keyof Trail, to: keyof Trail, none: string): Step {
  const stop = state.trail[from].at(-1);
  const here = stopHere(state);
  const index = state.items.findIndex((item) => itemKey(item) === stop?.key);
  if (stop === undefined || index === -1) return [{ ...state, notice: { text: none, kind: 'info' } }, []];
  const trail = {
    ...state.trail,
    [from]: state.trail[from].slice(0, -1),
    [to]: here === undefined ? state.trail[to] : [...state.trail[to], here],
  };
  const moved = { ...state, trail };
  if (openKey(state) === stop.key) return [scrolledTo(moved, stop.scroll), []];
  const [opened, effects] = openAt(moved, index, '');
  return [scrolledTo(opened, stop.scroll), effects];
}
