import path from 'node:path';
import type { Responder } from '../model/types.ts';
import { CassetteError, openCassette } from '../provider/cassette.ts';
import { cassetteResponder } from '../provider/cassette-responder.ts';
import { toHarmless } from '../render/sanitize.ts';
import { UsageError } from './exit.ts';

/** A cassette that answers a program's requests in place of the simulated model. */
export interface Replay {
  readonly responder: Responder;
  /** Who answers, as the end of "answered by …". */
  readonly source: string;
  /**
   * How many requests were not on the cassette, and why the first was not; and how many were answered by another model
   * than they asked for. One line each, none when there is nothing to say.
   */
  notes(): readonly string[];
}

export interface ReplayValues {
  readonly replay?: string;
  readonly speed?: string;
}

/**
 * What the options `--replay` and `--speed` ask for; `undefined` without `--replay`.
 * @throws UsageError when the cassette can't be opened, or an option is wrong
 */
export function startReplay(values: ReplayValues): Replay | undefined {
  if (values.replay === undefined) {
    if (values.speed === undefined) return undefined;
    throw new UsageError('--speed is for answers from a cassette: add --replay CASSETTE.');
  }
  const cassette = opened(path.resolve(values.replay));
  const misses: string[] = [];
  let requests = 0;
  let others = 0;
  const responder = cassetteResponder(cassette, {
    speed: speedOf(values.speed),
    // In the room the name of the model may be another than where it was recorded; the reply says who it is from.
    anyModel: true,
    onFound: (found, request) => {
      requests += 1;
      if (found.kind === 'miss') misses.push(found.message);
      else if (found.entry.request.model !== request.model) others += 1;
    },
  });
  const { provider, model, recorded } = cassette.header;
  const from = [provider, model ?? ''].filter((each) => each !== '').join(', ');
  return {
    responder,
    source: toHarmless(`the cassette ${path.basename(cassette.file)} (${from}, ${recorded.slice(0, 10)})`),
    notes: () => [...missesNote(misses, requests), ...othersNote(others)],
  };
}

function missesNote(misses: readonly string[], requests: number): readonly string[] {
  const [first] = misses;
  if (first === undefined) return [];
  const [noun, verb] = [requests === 1 ? 'request' : 'requests', misses.length === 1 ? 'was' : 'were'];
  return [
    toHarmless(`${misses.length} of ${requests} ${noun} ${verb} not on the cassette. The first: ${first}`),
  ];
}

function othersNote(others: number): readonly string[] {
  if (others === 0) return [];
  const [noun, that] = others === 1 ? ['request', 'a model that it'] : ['requests', 'models that they'];
  return [
    `${others} ${noun} got the answer of ${that} did not ask for: the cassette has none of that model.`,
  ];
}

function opened(file: string): ReturnType<typeof openCassette> {
  try {
    return openCassette(file);
  } catch (error) {
    if (error instanceof CassetteError) throw new UsageError(error.message, { cause: error });
    throw error;
  }
}

function speedOf(text: string | undefined): number {
  const speed = text === undefined ? 0 : Number(text);
  if (text?.trim() === '' || !Number.isFinite(speed) || speed < 0) {
    throw new UsageError(
      '--speed is a number from 0: 0 without pauses, 1 as it was recorded, 2 twice as fast.',
    );
  }
  return speed;
}
