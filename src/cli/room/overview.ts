import { toHarmless } from '../../render/sanitize.ts';
import { lineWidth, span, wrapText } from '../../render/text.ts';
import { allItems, itemKey } from '../../workshop/lookup.ts';
import type { Item, Workshop } from '../../workshop/types.ts';
import type { Attendee, RoomNews } from './read.ts';

const mostChecks = 10;
const widestName = 24;

/** A room at a glance: who wants help, where everybody is, and what does not pass for most. */
export function roomOverview(
  { attendees, problems }: RoomNews,
  workshop: Workshop,
  { columns, now }: { readonly columns: number; readonly now: Date },
): string {
  const total = allItems(workshop).length;
  const people = attendees.length === 1 ? '1 person' : `${attendees.length} people`;
  const blocks = [
    [`${people} in the room`],
    hands(attendees, now),
    places(attendees, workshop),
    checks(attendees),
    attendees.length === 0 ? [] : ['Everybody:', ...table(attendees, total, now)],
    problems.map(toHarmless),
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.flatMap((line) => wrapText(line, Math.max(20, columns))).join('\n'))
    .join('\n\n')}\n`;
}

/** Who has waited longest comes first. */
function hands(attendees: readonly Attendee[], now: Date): string[] {
  const raised = attendees
    .filter(({ hand }) => hand)
    .sort((a, b) => (a.handSince ?? now).getTime() - (b.handSince ?? now).getTime());
  if (raised.length === 0) return ['No hand is up.'];
  return [
    'Hands up:',
    ...raised.map((each) => `  ${toHarmless(each.name)}${since(each.handSince, now)}, at ${whereOf(each)}`),
  ];
}

function places(attendees: readonly Attendee[], workshop: Workshop): string[] {
  const lines = allItems(workshop).flatMap((item) => {
    const here = attendees.filter(({ at }) => at !== undefined && itemKey(at) === itemKey(item));
    return here.length === 0
      ? []
      : [`  ${titleOf(item)}: ${here.length} (${here.map(({ name }) => toHarmless(name)).join(', ')})`];
  });
  return lines.length === 0 ? [] : ['Where people are:', ...lines];
}

/** The checks that stop most people. */
function checks(attendees: readonly Attendee[]): string[] {
  const counts = new Map<string, number>();
  for (const { failing } of attendees) {
    for (const { exerciseId, title } of failing) {
      const key = `${exerciseId}: ${toHarmless(title)}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  const most = [...counts].sort((a, b) => b[1] - a[1]).slice(0, mostChecks);
  if (most.length === 0) return [];
  return [
    'What does not pass yet, for how many:',
    ...most.map(([what, count]) => `  ${String(count).padStart(3)}  ${what}`),
  ];
}

function table(attendees: readonly Attendee[], total: number, now: Date): string[] {
  const names = attendees.map(({ name }) => toHarmless(name));
  const width = Math.min(widestName, Math.max(...names.map(widthOf)));
  return attendees.map((each, index) => {
    const name = names[index] ?? '';
    const gap = ' '.repeat(Math.max(0, width - widthOf(name)));
    const told = each.toldAt === undefined ? '' : `, ${ago(each.toldAt, now)}`;
    return `  ${name}${gap}  ${String(each.done.size).padStart(3)}/${total} done, at ${whereOf(each)}${told}`;
  });
}

function widthOf(text: string): number {
  return lineWidth([span(text)]);
}

function whereOf({ at }: Attendee): string {
  return at === undefined ? 'the list' : titleOf(at);
}

/** A lesson and its exercise may have the same title. */
function titleOf(item: Item): string {
  return item.kind === 'exercise' ? `${item.number} ${item.title}`.trim() : `lesson ${item.title}`;
}

function since(date: Date | undefined, now: Date): string {
  return date === undefined ? '' : ` for ${duration(date, now)}`;
}

function ago(date: Date, now: Date): string {
  return now.getTime() - date.getTime() < 60_000 ? 'just now' : `${duration(date, now)} ago`;
}

function duration(from: Date, now: Date): string {
  const minutes = Math.max(0, Math.round((now.getTime() - from.getTime()) / 60_000));
  if (minutes < 1) return 'less than a minute';
  if (minutes < 120) return minutes === 1 ? '1 minute' : `${minutes} minutes`;
  return minutes < 48 * 60 ? `${Math.round(minutes / 60)} hours` : `${Math.round(minutes / 1_440)} days`;
}
