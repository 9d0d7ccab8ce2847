import type { RenderedDocument } from '../render/markdown.ts';
import { toHarmless } from '../render/sanitize.ts';
import type { ThemeName } from '../render/theme.ts';
import { graphemes } from '../render/width.ts';
import { itemKey } from '../workshop/lookup.ts';
import { type Action, bindings } from './keys.ts';
import type { Palette } from './palette-types.ts';
import { openItem, type State } from './state.ts';
import { surfaceOf } from './surface.ts';

/** Something that the palette finds. */
export interface PaletteEntry {
  readonly title: string;
  /** What it is: `lesson`, `exercise`, or the key that does the same. */
  readonly kind: string;
  /** Other names it is found by: its id, the exercise's number. */
  readonly names: readonly string[];
  readonly choice:
    | { readonly type: 'item'; readonly index: number }
    | { readonly type: 'action'; readonly action: Action }
    | { readonly type: 'section'; readonly line: number }
    | { readonly type: 'link'; readonly href: string }
    | { readonly type: 'theme'; readonly name: ThemeName };
}

export interface FoundEntry {
  readonly entry: PaletteEntry;
  /** Which graphemes of the title were typed; none where another name was. */
  readonly at: readonly number[];
}

/** Actions that are worth a name; the others move about, and have keys that say so. */
const named: readonly Action[] = [
  'grade',
  'run',
  'hint',
  'try',
  'edit',
  'watch',
  'switch-answerer',
  'hand',
  'progress-code',
  'mouse',
  'reset',
  'undo',
  'help',
  'quit',
];

/** Everything that can be chosen, lessons and exercises first: `3.2` is the second of the third chapter. */
export function paletteEntries(state: State, scope: Palette['scope']): readonly PaletteEntry[] {
  if (scope === 'outline') return outlineEntries(state);
  if (scope === 'links') return linkEntries(state);
  return [...itemEntries(state), ...actionEntries(state), ...themeEntries(state)];
}

/** The headings of the open text. */
export function outlineEntries(state: State): readonly PaletteEntry[] {
  const outline = openDocument(state)?.outline ?? [];
  const top = Math.min(...outline.map(({ level }) => level));
  return outline.map(({ level, title, line }) => ({
    title: `${'  '.repeat(level - top)}${title}`,
    kind: '',
    names: [],
    choice: { type: 'section', line },
  }));
}

/** The links of the open text, each once. */
function linkEntries(state: State): readonly PaletteEntry[] {
  const links = new Map<string, string[]>();
  for (const { href, text } of openDocument(state)?.links ?? []) {
    links.set(href, [...(links.get(href) ?? []), text]);
  }
  return Array.from(links, ([href, texts]) => ({
    // One that wraps comes in pieces.
    title: toHarmless([...new Set(texts)].join(' ')),
    kind: toHarmless(href),
    names: [href],
    choice: { type: 'link', href },
  }));
}

function openDocument(state: State): RenderedDocument | undefined {
  const item = openItem(state);
  return item === undefined ? undefined : state.documents[itemKey(item)]?.rendered;
}

function itemEntries({ workshop, items }: State): readonly PaletteEntry[] {
  return workshop.chapters.flatMap((chapter, chapterIndex) =>
    chapter.items.map((item, itemIndex): PaletteEntry => {
      const number = `${chapterIndex + 1}.${itemIndex + 1}`;
      const own =
        item.kind === 'exercise' && item.number !== '' ? [item.number, String(Number(item.number))] : [];
      return {
        title: `${number} ${item.title}`,
        kind: item.kind === 'exercise' ? `exercise ${item.number}`.trim() : 'lesson',
        names: [item.id, ...own],
        choice: { type: 'item', index: items.indexOf(item) },
      };
    }),
  );
}

function actionEntries(state: State): readonly PaletteEntry[] {
  const surface = surfaceOf(state);
  return named.flatMap((action): PaletteEntry[] => {
    const binding = bindings.find((each) => each.action === action);
    if (binding === undefined || !binding.surfaces.includes(surface)) return [];
    return [
      {
        title: `${action}: ${binding.help}`,
        kind: binding.label,
        names: [action],
        choice: { type: 'action', action },
      },
    ];
  });
}

function themeEntries({ theme }: State): readonly PaletteEntry[] {
  const names: readonly ThemeName[] = ['dark', 'light', 'high-contrast', 'mono'];
  return names.map((name) => ({
    title: `theme ${name}`,
    kind: theme.name === name ? 'in use' : 'colours',
    names: ['colours', 'colors'],
    choice: { type: 'theme', name },
  }));
}

/** The entries that fit what is typed, the closest first; all of them while nothing is. */
export function foundEntries(
  state: State,
  { scope, line }: Pick<Palette, 'scope' | 'line'>,
): readonly FoundEntry[] {
  const wanted = line.text.trim().toLowerCase();
  const entries = paletteEntries(state, scope);
  if (wanted === '') return entries.map((entry) => ({ entry, at: [] }));
  return entries
    .flatMap((entry, order) => {
      const match = matchOf(entry, wanted);
      return match === undefined ? [] : [{ entry, order, ...match }];
    })
    .sort((a, b) => b.score - a.score || a.order - b.order)
    .map(({ entry, at }) => ({ entry, at }));
}

interface Match {
  /** Higher is closer. */
  readonly score: number;
  readonly at: readonly number[];
}

function matchOf({ title, names }: PaletteEntry, wanted: string): Match | undefined {
  const lower = title.toLowerCase();
  const range = (from: number): number[] => {
    const begin = graphemes(title.slice(0, from)).length;
    return graphemes(wanted).map((_, index) => begin + index);
  };
  if (names.includes(wanted) || lower.startsWith(`${wanted} `))
    return { score: 5, at: lower.startsWith(wanted) ? range(0) : [] };
  const found = lower.indexOf(wanted);
  if (found !== -1) {
    const atWord = found === 0 || !/[\p{L}\p{N}]/u.test(lower[found - 1] ?? '');
    return { score: atWord ? 4 : 3, at: range(found) };
  }
  if (names.some((name) => name.includes(wanted))) return { score: 2, at: [] };
  return subsequence(title, wanted);
}

/** The typed letters in their order, with others between them. */
function subsequence(title: string, wanted: string): Match | undefined {
  const cells = graphemes(title).map((cell) => cell.toLowerCase());
  const at: number[] = [];
  for (const letter of graphemes(wanted.replaceAll(' ', ''))) {
    const next = cells.indexOf(letter, (at.at(-1) ?? -1) + 1);
    if (next === -1) return undefined;
    at.push(next);
  }
  const spread = (at.at(-1) ?? 0) - (at[0] ?? 0) - at.length;
  // Letters strewn over a whole line are no match that anybody meant.
  return spread > at.length * 4 ? undefined : { score: 1 - spread / 1_000, at };
}
