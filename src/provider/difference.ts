import type { NormalRequest } from './normal-request.ts';

type Message = NormalRequest['messages'][number];

/** UTF-16 units of a text that are shown, and how many of them before the place where it differs. */
const shown = 60;
const shownBefore = 20;

/** UTF-16 units of a text that are compared for likeness. */
const compared = 2_000;

/** How far one request is from another: about the number of messages and parameters that differ. */
export function distance(a: NormalRequest, b: NormalRequest): number {
  const length = Math.max(a.messages.length, b.messages.length);
  const messages = Array.from({ length }, (_, index) => unlikeness(a.messages[index], b.messages[index]));
  return messages.reduce((sum, each) => sum + each, 0) + differingParameters(a, b).length;
}

/** Between 0 for equal messages and 1 for those that have nothing in common. */
function unlikeness(a: Message | undefined, b: Message | undefined): number {
  if (a === undefined || b === undefined) return 1;
  const [left, right] = [JSON.stringify(a), JSON.stringify(b)];
  if (left === right) return 0;
  const [before, after] = [wordsOf(left), wordsOf(right)];
  const common = [...before].filter((word) => after.has(word)).length;
  // Never 0, and never less for another role than for another text.
  const role = a.role === b.role ? 0 : 0.5;
  return Math.min(1, 0.01 + role + 0.99 * (1 - common / Math.max(1, before.size + after.size - common)));
}

function wordsOf(text: string): ReadonlySet<string> {
  return new Set(
    text
      .slice(0, compared)
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu),
  );
}

/**
 * The first thing in which a request differs from a recorded one, in a few words, as the end of "It differs in …".
 * Messages come first, then the model, then other parameters.
 */
export function firstDifference(recorded: NormalRequest, sent: NormalRequest): string {
  const common = Math.min(recorded.messages.length, sent.messages.length);
  for (let index = 0; index < common; index += 1) {
    const difference = messageDifference(recorded.messages[index] ?? {}, sent.messages[index] ?? {});
    if (difference !== undefined) return `message ${index + 1} (${difference})`;
  }
  if (recorded.messages.length !== sent.messages.length) {
    return `the number of messages: recorded ${recorded.messages.length}, sent ${sent.messages.length}`;
  }
  const [name] = differingParameters(recorded, sent);
  if (name === undefined) return 'nothing';
  return `${name}: ${valuesOf(recorded[name], sent[name])}`;
}

function differingParameters(a: NormalRequest, b: NormalRequest): readonly string[] {
  const names = new Set(['model', ...Object.keys(a), ...Object.keys(b)]);
  names.delete('messages');
  return [...names].filter((name) => JSON.stringify(a[name]) !== JSON.stringify(b[name]));
}

function messageDifference(recorded: Message, sent: Message): string | undefined {
  // Role and text tell people most.
  const names = new Set(['role', 'content', ...Object.keys(recorded), ...Object.keys(sent)]);
  for (const name of names) {
    if (JSON.stringify(recorded[name]) === JSON.stringify(sent[name])) continue;
    const role = name === 'role' ? '' : `${String(sent.role)}, `;
    return `${role}${name}: ${valuesOf(recorded[name], sent[name])}`;
  }
  return undefined;
}

function valuesOf(recorded: unknown, sent: unknown): string {
  if (recorded === undefined) return `recorded without, sent ${excerpt(textOf(sent), 0)}`;
  if (sent === undefined) return `recorded ${excerpt(textOf(recorded), 0)}, sent without`;
  const [before, after] = [textOf(recorded), textOf(sent)];
  let same = 0;
  while (same < before.length && before[same] === after[same]) same += 1;
  return `recorded ${excerpt(before, same)}, sent ${excerpt(after, same)}`;
}

function textOf(value: unknown): string {
  return JSON.stringify(value) ?? 'nothing';
}

/** A text's part around a place. */
function excerpt(text: string, place: number): string {
  const begin = text.length <= shown || place <= shownBefore ? 0 : place - shownBefore;
  const part = text.slice(begin, begin + shown).toWellFormed();
  return `${begin > 0 ? '…' : ''}${part}${begin + shown < text.length ? '…' : ''}`;
}
