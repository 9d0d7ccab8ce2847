/** Counts and cuts text by the o200k tokens that the GPT-4o and later models use. */
export interface Tokenizer {
  count(text: string): number;
  /** The text's first `limit` tokens as text, or the whole text when it has no more. */
  cut(text: string, limit: number): { readonly text: string; readonly cut: boolean };
  /** The text in pieces of one token each; a piece is longer where a character spans tokens. */
  pieces(text: string): readonly string[];
}

/** In UTF-16 units. Ordinary text has no run of letters, signs or white space near as long. */
const longestRun = 256;

/**
 * The text in slices that can each be encoded quickly. Merging byte pairs takes quadratic time on a run without a
 * break: a hundred thousand times the same letter would keep this thread busy, and the limits of the attempt with it,
 * for ten seconds. Only runs beyond `longestRun` are cut, so counts of ordinary text are exact.
 */
function slicesOf(text: string): readonly string[] {
  if (text.length <= longestRun) return [text];
  const slices: string[] = [];
  let begin = 0;
  for (const { 0: run, index } of text.matchAll(/[\p{L}\p{M}]+|\s+|[^\s\p{L}\p{N}]+/gu)) {
    if (run.length <= longestRun) continue;
    let end = index;
    // By code points, because half of a surrogate pair is no text.
    for (const [part] of run.matchAll(/.{1,128}/gsu)) {
      end += part.length;
      slices.push(text.slice(begin, end));
      begin = end;
    }
  }
  return [...slices, text.slice(begin)];
}

let loading: Promise<Tokenizer> | undefined;

/** The tokenizer. Its table takes a while and about 40 MB to load, so ask for it early and await it late. */
export function loadTokenizer(): Promise<Tokenizer> {
  loading ??= import('gpt-tokenizer/encoding/o200k_base').then(({ encode, decode, decodeGenerator }) => {
    // Special tokens in a message are ordinary text to the service.
    const ordinary = { allowedSpecial: new Set<string>(), disallowedSpecial: new Set<string>() };
    const tokens = (text: string) => slicesOf(text).flatMap((slice) => encode(slice, ordinary));
    return {
      count: (text) => tokens(text).length,
      cut: (text, limit) => {
        const all = tokens(text);
        if (all.length <= limit) return { text, cut: false };
        // A cut within a character would leave half of it, which is no text.
        return { text: decode(all.slice(0, limit)).replace(/\ufffd+$/, ''), cut: true };
      },
      pieces: (text) => [...decodeGenerator(tokens(text))],
    };
  });
  return loading;
}
