/** Enough of a value to know it again; whoever sent it decides how large it is. */
const longest = 120;

/** A value as the service's messages write it, which is Python's way: `None`, `True`, `'text'`, `['a', 1]`. */
export function repr(value: unknown): string {
  const text = written(value, longest);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

/** @param room about how many characters are wanted; what is beyond is not even looked at */
function written(value: unknown, room: number): string {
  if (value === null || value === undefined) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'string') return quoted(value.slice(0, room + 1));
  if (Array.isArray(value)) return `[${listed(value, (each, left) => written(each, left), room)}]`;
  if (typeof value !== 'object') return String(value);
  const pair = ([key, each]: [string, unknown], left: number) => `${quoted(key)}: ${written(each, left)}`;
  return `{${listed(Object.entries(value), pair, room)}}`;
}

function listed<T>(all: readonly T[], write: (each: T, left: number) => string, room: number): string {
  let text = '';
  for (const each of all) {
    const left = room - text.length - 2;
    if (left <= 0) break;
    text += `${text === '' ? '' : ', '}${write(each, left)}`;
  }
  return text;
}

function quoted(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  return `${quote}${text.replaceAll('\\', '\\\\').replaceAll(quote, `\\${quote}`).replaceAll('\n', '\\n')}${quote}`;
}

/** Keys as a tuple: `('properties', 'city')`, and `('items',)` of one. */
export function tuple(keys: readonly string[]): string {
  return `(${keys.map(repr).join(', ')}${keys.length === 1 ? ',' : ''})`;
}
