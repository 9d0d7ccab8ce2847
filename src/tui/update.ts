import { itemKey } from '../workshop/lookup.ts';
import type { Item } from '../workshop/types.ts';
import { liveProvider } from './answerer.ts';
import type { Effect } from './effects.ts';
import type { Event, TimedEvent } from './events.ts';
import { textWidth } from './layout.ts';
import { withFailure } from './playground/asking.ts';
import { countIfNeeded, updatePlayground } from './playground/update.ts';
import type { Document, State } from './state.ts';
import { indexOfPlace, itemByKey, openItem, openKey, textKey } from './state.ts';
import type { Step } from './step.ts';
import { withProvider } from './update/answerer.ts';
import { toSection } from './update/follow.ts';
import { historyIfNeeded, withHistory, withVersion } from './update/history.ts';
import { updateKey } from './update/key.ts';
import { ladderInSight, solutionIfNeeded } from './update/ladder.ts';
import { updateMouse } from './update/mouse.ts';
import { pasted } from './update/paste.ts';
import { openAt } from './update/places.ts';
import { updateProgressOf } from './update/reading.ts';
import { withColors } from './update/theme.ts';
import { withProgress } from './update/unsaved.ts';
import { startWork, updateWork } from './update/work.ts';
import { questionSection } from './view/questions.ts';

/** Effects that give the terminal to somebody else. */
const giving: ReadonlySet<Effect['type']> = new Set(['quit', 'suspend', 'edit']);

/**
 * An event gives the terminal away at most once, and last of all: to nobody, if it quits, else to the first that wants
 * it. What is to be saved is saved before.
 */
function withOneEnd(effects: readonly Effect[]): readonly Effect[] {
  const ends = effects.filter(({ type }) => giving.has(type));
  const last = ends.find(({ type }) => type === 'quit') ?? ends[0];
  if (last === undefined || (ends.length === 1 && effects.at(-1) === last)) return effects;
  return [...effects.filter(({ type }) => !giving.has(type)), last];
}

/** What an event does. Pure: everything that happens outside is an effect. */
export function update(before: State, event: TimedEvent): Step {
  const [state, effects] = apply({ ...before, now: event.at }, event);
  const settled = updateProgressOf(before, state);
  const rendering = renderIfNeeded(before, state);
  // A save, a reset and an undo change the file, and the watcher tells of each as a save.
  const solution = solutionIfNeeded(before, state, event.type === 'saved' || before.theme !== state.theme);
  const history = historyIfNeeded(
    before,
    state,
    event.type === 'saved' || event.type === 'progress' || before.theme !== state.theme,
  );
  const counting = countIfNeeded(before, state);
  const all = [...effects, ...settled, ...rendering, ...solution, ...history, ...counting];
  return [state, withOneEnd(all)];
}

function apply(state: State, event: TimedEvent): Step {
  switch (event.type) {
    case 'start':
      return resume(state);
    case 'key':
      return updateKey(state, event.key);
    case 'mouse':
      return updateMouse(state, event);
    case 'resize':
      return [{ ...state, size: event.size }, []];
    case 'colors':
      return withColors(state, event.colors);
    case 'paste':
      return [pasted(state, event.text), []];
    case 'chunk':
    case 'answered':
    case 'counted':
      return [updatePlayground(state, event), []];
    case 'failed':
      return updateWork(withFailure(state, event.runId, event.message), event);
    case 'tick':
      return [state, []];
    case 'document':
      return [arrived(withDocument(state, event), event.key), []];
    case 'saved':
      return saved(state, event.exerciseId, event.at);
    case 'saves-unreported': {
      const text = 'Saves are not reported on this disk: the file is looked at twice a second instead.';
      return [{ ...state, looking: true, notice: { text, kind: 'info' } }, []];
    }
    case 'progress':
      return withProgress(state, event);
    case 'history':
      return [withHistory(state, event.exerciseId, event.versions), []];
    case 'version':
      return [withVersion(state, event), []];
    case 'solution': {
      const solutions = { ...state.solutions, [event.exerciseId]: event.solution };
      return [ladderInSight(state, { ...state, solutions }), []];
    }
    case 'provider':
      return [withProvider(state, event), []];
    case 'notice':
      return [{ ...state, notice: event.notice }, []];
    default:
      return updateWork(state, event);
  }
}

function resume(state: State): Step {
  const { position } = state.progress;
  const at = indexOfPlace(state.items, position?.itemId);
  return at === -1 ? [state, []] : openAt(state, at, '');
}

/** The latest save wins: what an earlier one started is stopped. */
function saved(state: State, exerciseId: string, at: number): Step {
  // The playground covers the exercise, and doesn't close it.
  const { place } = state;
  const open = openItem(place.kind === 'playground' ? { ...state, place: place.back } : state);
  if (!state.watch || open?.kind !== 'exercise' || open.id !== exerciseId) return [state, []];
  // Who works with a real model wants to see what it says; points come from grades, at a key.
  return startWork(state, exerciseId, liveProvider(state) === undefined ? 'grade' : 'run', at);
}

/** A layout that comes too late, after another resize, is dropped. A new one keeps the learner's place in the text. */
function withDocument(state: State, { key, width, rendered }: Extract<Event, { type: 'document' }>): State {
  const item = itemByKey(state, key);
  if (item === undefined || (openKey(state) === key && textWidth(state) !== width)) return state;
  const before = state.documents[key];
  const text = textKey(item);
  const scroll = state.scroll[text];
  const document = { width, rendered };
  const moved =
    scroll === undefined
      ? {}
      : {
          [text]:
            before === undefined
              ? restoredPlace(state, item, scroll, document)
              : samePlace(state, item, scroll, before, document),
        };
  return {
    ...state,
    restored: { ...state.restored, [key]: undefined },
    documents: { ...state.documents, [key]: document },
    scroll: { ...state.scroll, ...moved },
  };
}

/** In a new session the text may be laid out at another width than when it was left. */
function restoredPlace(state: State, item: Item, scroll: number, { width, rendered }: Document): number {
  const lines = state.restored[itemKey(item)];
  if (lines === undefined) return scroll;
  const questions = item.kind === 'lesson' ? questionSection(state, item, width).lines.length : 0;
  return Math.round((scroll * (rendered.lines.length + questions)) / lines);
}

/** The line that is as far down in another layout: in the text, or in the questions after it. */
function samePlace(state: State, item: Item, scroll: number, before: Document, after: Document): number {
  const [old, now] = [before, after].map(({ width, rendered }) => ({
    text: rendered.lines.length,
    questions: item.kind === 'lesson' ? questionSection(state, item, width).lines.length : 0,
  }));
  if (old === undefined || now === undefined) return scroll;
  const inText = (Math.min(scroll, old.text) * now.text) / Math.max(1, old.text);
  const below = Math.min(Math.max(0, scroll - old.text), old.questions);
  return Math.round(inText) + Math.round((below * now.questions) / Math.max(1, old.questions));
}

/** Its text has come: the section that a link led to is gone to. */
function arrived(state: State, key: string): State {
  return state.awaited?.key === key && openKey(state) === key ? toSection(state, state.awaited.slug) : state;
}

/** The open text is laid out for the width it has now. */
function renderIfNeeded(before: State, state: State): readonly Effect[] {
  const key = openKey(state);
  if (key === undefined) return [];
  const width = textWidth(state);
  if (state.documents[key]?.width === width) return [];
  const same = textWidth(before) === width && before.theme === state.theme;
  const asked = openKey(before) === key && same;
  return asked ? [] : [{ type: 'render', key, width }];
}
