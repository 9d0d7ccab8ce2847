import type { CheckResult, ExerciseResult } from '../grading/types.ts';
import type { Exchange } from '../model/types.ts';
import type { Progress } from '../progress/progress.ts';
import type { DiskProblem } from '../progress/session.ts';
import type { ColorDepth } from '../render/color.ts';
import type { RenderedDocument } from '../render/markdown.ts';
import type { Line } from '../render/text.ts';
import type { Glyphs, Theme } from '../render/theme.ts';
import type { Attempt } from '../runner/types.ts';
import { itemKey } from '../workshop/lookup.ts';
import type { Exercise, Item, Lesson, Workshop } from '../workshop/types.ts';
import type { Answerer } from './answerer.ts';
import type { Palette } from './palette-types.ts';
import type { Chat } from './playground/chat.ts';
import type { Search } from './reading/search.ts';
import { noTrail, type Trail } from './reading/trail.ts';
import type { Tab } from './tabs.ts';

/** In cells. */
export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** Somewhere in the workshop: the curriculum's tree, or a lesson or exercise by its key; see `itemKey`. */
export type WorkshopPlace = { readonly kind: 'tree' } | { readonly kind: 'item'; readonly key: string };

/** What has the keys: a place in the workshop, or a playground by its id, and where it was opened. */
export type Place =
  | WorkshopPlace
  | { readonly kind: 'playground'; readonly id: string; readonly back: WorkshopPlace };

/** One attempt of a piece of work, as it grows. */
export interface AttemptView {
  /** The scenario's title; empty for a free run. */
  readonly title: string;
  readonly args: readonly string[];
  /** What came on standard output and standard error so far, in order of arrival. */
  readonly output: string;
  readonly exchanges: readonly Exchange[];
  readonly result?: Attempt;
}

export interface ClosingLine {
  readonly kind: 'bad' | 'info';
  readonly text: string;
}

/** The latest run or grade of an exercise. */
export interface Work {
  readonly runId: number;
  readonly exerciseId: string;
  readonly kind: 'run' | 'grade';
  /** The provider that answers it; `undefined` for the simulated model. */
  readonly live?: string;
  /** What there is to say after a live run: whose fault what was, tokens, cost. */
  readonly closing?: readonly ClosingLine[];
  readonly phase: 'running' | 'done' | 'stopped' | 'failed';
  /** Milliseconds, as `Date.now()` gives them. */
  readonly startedAt: number;
  readonly endedAt?: number;
  /** When the save that started it was noticed. */
  readonly savedAt?: number;
  readonly attempts: readonly AttemptView[];
  readonly checks: readonly CheckResult[];
  readonly result?: ExerciseResult;
  /** Why it failed, when that is our fault. */
  readonly message?: string;
  /** Whether no verdict of this exercise has been on the screen before. */
  readonly first: boolean;
  /** Whether the learner turned to a tab since it started: a verdict then turns to no other. */
  readonly tabChosen: boolean;
}

/** A markdown file laid out at a width. */
export interface Document {
  readonly width: number;
  readonly rendered: RenderedDocument;
}

/** What the upper rungs of the help ladder show, laid out at a width. */
export interface RenderedSolution {
  readonly width: number;
  /** From the learner's file to the reference solution; no lines when they are the same. */
  readonly difference: readonly Line[];
  readonly text: readonly Line[];
}

/** Where the learner is on an exercise's help ladder; see `ladder.ts`. */
export interface LadderPlace {
  /** Index of the marked rung. */
  readonly marked: number;
  /** Indexes of the rungs that are folded. */
  readonly folded: readonly number[];
}

/** A graded state of the learner's file, as the list of them shows it. */
export interface VersionView {
  readonly number: number;
  /** ISO time. */
  readonly at: string;
  readonly points: number;
  readonly maxPoints: number;
  readonly passed: boolean;
  /** Whether the file is like this now. */
  readonly current: boolean;
}

/** An exercise's versions, newest first; see `progress/history.ts`. */
export interface HistoryView {
  readonly versions: readonly VersionView[];
  /** Index of the marked one. */
  readonly marked: number;
  /** The one that is opened, and what it would change in the file, laid out at a width. */
  readonly open?: { readonly number: number; readonly width: number; readonly difference: readonly Line[] };
}

/** Where the learner is in what an attempt sent. */
export interface WirePlace {
  /** Index of the marked exchange. */
  readonly exchange: number;
  /** Below the list: all exchanges as a transcript, or of the marked one its JSON, or what is new in it. */
  readonly shown: 'transcript' | 'raw' | 'difference';
  /** What the failed check that led here is about. */
  readonly pointed?: { readonly exchange: number; readonly message?: number };
}

export interface Question {
  readonly text: string;
  readonly onYes: 'reset' | 'quit' | 'quit-unsaved' | 'show-solution' | 'apply-solution' | 'apply-version';
}

export interface Notice {
  readonly text: string;
  readonly kind: 'info' | 'ok' | 'bad';
}

export interface State {
  readonly size: Size;
  readonly workshop: Workshop;
  readonly items: readonly Item[];
  readonly theme: Theme;
  /** Of the terminal. */
  readonly colors: ColorDepth;
  readonly glyphs: Glyphs;
  /** Whether there is a shell that Ctrl-Z goes back to. */
  readonly canSuspend: boolean;
  /** Who answers runs, saves and the playground. */
  readonly answerer: Answerer;
  readonly progress: Progress;
  /** Why the latest of it is only in memory. */
  readonly unsaved?: DiskProblem;
  readonly place: Place;
  /** Index into `items`. */
  readonly cursor: number;
  /** By the item's key. */
  readonly documents: Readonly<Record<string, Document>>;
  /** First visible line, by surface: see `surfaceKey`. */
  readonly scroll: Readonly<Record<string, number>>;
  /** Cells by which what is wide is scrolled sideways, by surface. */
  readonly sideways: Readonly<Record<string, number | undefined>>;
  /** Lines that a text had when it was left in an earlier session, by its item's key, until it is laid out again. */
  readonly restored: Readonly<Record<string, number | undefined>>;
  /** By exercise id. */
  readonly tab: Readonly<Record<string, Tab>>;
  /** Whether the learner turned to that tab, by exercise id; otherwise it came up by itself. */
  readonly tabChosen: Readonly<Record<string, boolean>>;
  /** Which attempt is shown, by exercise id. */
  readonly attempt: Readonly<Record<string, number>>;
  /** By exercise id. */
  readonly work: Readonly<Record<string, Work>>;
  /** Index of the question that the learner turned to, by lesson id; see `questions.ts`. */
  readonly marked: Readonly<Record<string, number | undefined>>;
  /** By exercise id. */
  readonly ladder: Readonly<Record<string, LadderPlace>>;
  /** By exercise id. */
  readonly solutions: Readonly<Record<string, RenderedSolution>>;
  /** By exercise id. */
  readonly history: Readonly<Record<string, HistoryView>>;
  /** The playgrounds that were opened, by id: see `playground/chat.ts`. */
  readonly chats: Readonly<Record<string, Chat>>;
  /** By exercise id. */
  readonly wire: Readonly<Record<string, WirePlace | undefined>>;
  /** Whether the wire shows every message in full. */
  readonly expanded: boolean;
  readonly nextRunId: number;
  /** Whether the mouse's reports are asked for. */
  readonly mouse: boolean;
  /** Whether a save of the open exercise starts a grade, or a live run. */
  readonly watch: boolean;
  /** Whether saves are found by looking, because the system doesn't report them here. */
  readonly looking: boolean;
  readonly help: boolean;
  /** First visible line of the help. */
  readonly helpScroll: number;
  /** Where links were followed from. */
  readonly trail: Trail;
  /** A section to scroll to as soon as its text is laid out. */
  readonly awaited?: { readonly key: string; readonly slug: string };
  readonly search?: Search;
  /** The palette, while it is open. */
  readonly palette?: Palette;
  readonly question?: Question;
  readonly notice?: Notice;
  /** `Date.now()` of the latest event, for the elapsed time. */
  readonly now: number;
}

export interface TuiInput {
  readonly size: Size;
  readonly workshop: Workshop;
  readonly progress: Progress;
  readonly theme: Theme;
  readonly colors: ColorDepth;
  readonly glyphs: Glyphs;
  readonly canSuspend: boolean;
  readonly answerer: Answerer;
  readonly mouse: boolean;
  /** A sentence to show at the start. */
  readonly notice?: string;
  readonly now: number;
}

export function initialState(input: TuiInput): State {
  const items = input.workshop.chapters.flatMap((chapter) => chapter.items);
  const { position } = input.progress;
  const at = indexOfPlace(items, position?.itemId);
  return {
    ...input,
    items,
    place: { kind: 'tree' },
    cursor: Math.max(0, at),
    documents: {},
    scroll: Object.fromEntries(
      items.flatMap((item) => {
        // A file from before knows the latest place only.
        const latest = items[at] === item ? position?.scroll : undefined;
        const line = input.progress.places[itemKey(item)]?.line ?? latest;
        return line === undefined ? [] : [[textKey(item), line]];
      }),
    ),
    sideways: {},
    restored: Object.fromEntries(
      Object.entries(input.progress.places).map(([key, { lines }]) => [key, lines]),
    ),
    tab: {},
    tabChosen: {},
    attempt: {},
    work: {},
    marked: {},
    ladder: {},
    solutions: {},
    history: {},
    wire: {},
    chats: {},
    expanded: false,
    nextRunId: 1,
    watch: true,
    looking: false,
    help: false,
    helpScroll: 0,
    trail: noTrail,
    notice: input.notice === undefined ? undefined : { text: input.notice, kind: 'info' },
  };
}

/** Where progress says that the learner was; -1 for nowhere. Files from before have an exercise's id for its key. */
export function indexOfPlace(items: readonly Item[], place: string | undefined): number {
  const index = items.findIndex((item) => itemKey(item) === place);
  return index === -1 ? items.findIndex(({ id }) => id === place) : index;
}

export function itemByKey(state: State, key: string): Item | undefined {
  return state.items.find((item) => itemKey(item) === key);
}

export function exerciseById(state: State, id: string): Exercise | undefined {
  return state.items.find((item) => item.kind === 'exercise' && item.id === id) as Exercise | undefined;
}

/** The key of the open lesson or exercise. */
export function openKey(state: State): string | undefined {
  const item = openItem(state);
  return item && itemKey(item);
}

/** The open lesson or exercise; `undefined` in the tree. */
export function openItem(state: State): Lesson | Exercise | undefined {
  return state.place.kind === 'item' ? itemByKey(state, state.place.key) : undefined;
}

export function openExercise(state: State): Exercise | undefined {
  const item = openItem(state);
  return item?.kind === 'exercise' ? item : undefined;
}

/** The exercise that a key such as `g` is about: the open one, or the selected one in the tree. */
export function exerciseAtHand(state: State): Exercise | undefined {
  const item = state.place.kind === 'tree' ? state.items[state.cursor] : openItem(state);
  return item?.kind === 'exercise' ? item : undefined;
}

export function tabOf(state: State, exerciseId: string): Tab {
  return state.tab[exerciseId] ?? 'task';
}

/** The key under which a tab's scroll position is kept. */
export function tabKey(exerciseId: string, tab: Tab): string {
  return `${exerciseId}/${tab}`;
}

/** The key under which the scroll position of an item's text is kept: a lesson, or an exercise's task. */
export function textKey(item: Item): string {
  return item.kind === 'lesson' ? item.id : tabKey(item.id, 'task');
}

/** Names the surface that scrolls: a lesson by its id, an exercise's tab by both. */
export function surfaceKey(state: State): string {
  const item = openItem(state);
  if (item === undefined) return 'tree';
  return item.kind === 'lesson' ? item.id : tabKey(item.id, tabOf(state, item.id));
}

export function runningWork(state: State): Work | undefined {
  return Object.values(state.work).find((work) => work.phase === 'running');
}
