import { type CassetteHeader, type CassetteResponse, readCassette } from './cassette-file.ts';
import { distance, firstDifference } from './difference.ts';
import { type NormalRequest, normaliseRequest, requestKey } from './normal-request.ts';
import { Redactor } from './redact.ts';

export { CassetteError } from './cassette-file.ts';

/** A recorded exchange. */
export interface CassetteEntry {
  /** Its line in the file, from 1. */
  readonly line: number;
  readonly request: NormalRequest;
  readonly response: CassetteResponse;
}

export type Found =
  | { readonly kind: 'hit'; readonly entry: CassetteEntry }
  /** `message` says what the nearest recorded request differs in, and what to do. */
  | { readonly kind: 'miss'; readonly message: string; readonly nearest?: CassetteEntry };

export interface FindOptions {
  /** A request for another model is answered too, where none was recorded for this one. */
  readonly anyModel?: boolean;
}

/** Whatever looks like a key is taken out when it is recorded; taken out here too, the request is found again. */
const redactor = new Redactor();

/** Recorded exchanges to answer from. It keeps no state: who has had which answer is the asker's to remember. */
export class Cassette {
  readonly file: string;
  readonly header: CassetteHeader;
  readonly entries: readonly CassetteEntry[];
  readonly #byKey = new Map<string, CassetteEntry[]>();

  constructor(file: string, header: CassetteHeader, entries: readonly CassetteEntry[]) {
    this.file = file;
    this.header = header;
    this.entries = entries;
    for (const entry of entries) {
      for (const withModel of [true, false]) {
        const key = requestKey(entry.request, withModel);
        const equal = this.#byKey.get(key) ?? [];
        equal.push(entry);
        this.#byKey.set(key, equal);
      }
    }
  }

  /**
   * The recorded exchange that answers a request. Equal requests are answered in the order they were recorded in, and
   * once all are taken by the last one again.
   * @param taken lines of the entries that were given already
   */
  find(
    request: Parameters<typeof normaliseRequest>[0],
    taken: ReadonlySet<number>,
    { anyModel = false }: FindOptions = {},
  ): Found {
    const sent = cleaned(request);
    const equal =
      this.#byKey.get(requestKey(sent, true)) ??
      (anyModel ? this.#byKey.get(requestKey(sent, false)) : undefined) ??
      [];
    const entry = equal.find(({ line }) => !taken.has(line)) ?? equal.at(-1);
    return entry === undefined ? this.#miss(sent) : { kind: 'hit', entry };
  }

  #miss(sent: NormalRequest): Found {
    const begin = 'The cassette has no answer to this request';
    let nearest: CassetteEntry | undefined;
    let least = Number.POSITIVE_INFINITY;
    for (const entry of this.entries) {
      const far = distance(entry.request, sent);
      if (far >= least) continue;
      least = far;
      nearest = entry;
    }
    if (nearest === undefined) {
      return { kind: 'miss', message: `${begin}: it is empty. Record some requests first.` };
    }
    const difference = firstDifference(nearest.request, sent);
    const message = `${begin}. The nearest one that was recorded (line ${nearest.line}) differs in ${difference}. Ask what was recorded, or record this request too.`;
    return { kind: 'miss', message, nearest };
  }
}

/**
 * Opens a cassette to answer from it.
 * @throws CassetteError naming the line that is wrong, and what to do
 */
export function openCassette(file: string): Cassette {
  const { header, lines } = readCassette(file);
  const entries = lines.map(({ number, line: { request, response } }) => ({
    line: number,
    request: cleaned(request),
    response,
  }));
  return new Cassette(file, header, entries);
}

function cleaned(request: Parameters<typeof normaliseRequest>[0]): NormalRequest {
  return normaliseRequest(redactor.json(request) as typeof request);
}
