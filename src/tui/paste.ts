/** What a terminal has sent: keys as it encodes them, or a text that was pasted. */
export interface Arrival {
  readonly kind: 'keys' | 'paste';
  readonly text: string;
}

const begin = '\x1b[200~';
const end = '\x1b[201~';

/** Nobody types so much between two reads. */
const mostTyped = 64;

/**
 * Tells pasted text from keys, so that a line end in it is no Enter and a megabyte of it is no million of keys.
 * Terminals bracket what is pasted (mode 2004); where one doesn't, a long run of characters in one read is taken for
 * pasted text.
 */
export class PasteReader {
  /** What came of a paste that has not ended yet. */
  #open: string[] | undefined;

  /** @param text what came in one read */
  read(text: string): readonly Arrival[] {
    const arrivals: Arrival[] = [];
    let rest = text;
    while (rest !== '') {
      if (this.#open === undefined) rest = this.#keys(rest, arrivals);
      else rest = this.#pasted(this.#open, rest, arrivals);
    }
    return arrivals;
  }

  #keys(text: string, arrivals: Arrival[]): string {
    const at = text.indexOf(begin);
    const keys = at === -1 ? text : text.slice(0, at);
    arrivals.push(...arrivalsOf(keys));
    if (at === -1) return '';
    this.#open = [];
    return text.slice(at + begin.length);
  }

  #pasted(open: string[], text: string, arrivals: Arrival[]): string {
    // Ctrl-C by itself is never pasted: a terminal that forgot the end must not keep the keys for ever.
    if (text === '\x03') {
      this.#open = undefined;
      return text;
    }
    // The end may have come in two parts.
    const before = open.pop() ?? '';
    const joined = before.slice(-end.length) + text;
    const at = joined.indexOf(end);
    if (at === -1) {
      open.push(before.slice(0, -end.length), joined);
      return '';
    }
    this.#open = undefined;
    const whole = [...open, before.slice(0, -end.length), joined.slice(0, at)].join('');
    if (whole !== '') arrivals.push({ kind: 'paste', text: whole });
    return joined.slice(at + end.length);
  }
}

/** Keys, unless there are too many at once and none of them is a special one. A line end after them all is Enter. */
function arrivalsOf(text: string): readonly Arrival[] {
  if (text === '') return [];
  if (text.length <= mostTyped || /[^\P{Cc}\r\n\t]/u.test(text)) return [{ kind: 'keys', text }];
  const line = text.slice(0, -1);
  return text.endsWith('\r') && !/[\r\n]/.test(line)
    ? [
        { kind: 'paste', text: line },
        { kind: 'keys', text: '\r' },
      ]
    : [{ kind: 'paste', text }];
}
