import { isUtf8 } from 'node:buffer';
import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { bodyTooLarge, invalidKey, missingKey, unreadableBody, wrongContentType } from './chat/errors.ts';
import { isLargerThan } from './chat/schema/walk.ts';
import type { ExchangeRecord } from './recording.ts';

/** Larger than the largest model's window. */
const maxBodyBytes = 8 * 1024 * 1024;

/** Everything that is sent is kept until the attempt is looked at; no program may fill the engine's memory with it. */
const maxBytesOfAll = 64 * 1024 * 1024;

/** Takes the requests' bodies in and records them. */
export class Intake {
  #bytesOfAll = 0;

  /**
   * Reads a body to its end, or to where the client went away, and records it.
   * @throws ApiFailure when it is larger than is accepted, or is not UTF-8
   */
  async read(
    incoming: Pick<IncomingMessage, typeof Symbol.asyncIterator>,
    record: ExchangeRecord,
  ): Promise<void> {
    const parts: Buffer[] = [];
    let size = 0;
    let fits = true;
    try {
      for await (const part of incoming) {
        const bytes = Buffer.isBuffer(part) ? part : Buffer.from(String(part));
        size += bytes.length;
        fits &&= size <= maxBodyBytes && this.#bytesOfAll + size <= maxBytesOfAll;
        // What does not fit is read on and dropped, because a client that is still writing can't see the answer.
        if (fits) parts.push(bytes);
      }
    } catch {
      record.received({ rawBody: Buffer.concat(parts).toString('utf8') });
      record.end('aborted');
      throw unreadableBody();
    }
    if (!fits) throw bodyTooLarge();
    this.#bytesOfAll += size;
    const bytes = Buffer.concat(parts);
    const rawBody = bytes.toString('utf8');
    // Read as JSON here, so that a request that is refused for something else is recorded with what it said.
    record.received({ rawBody, body: asJson(rawBody) });
    if (!isUtf8(bytes)) throw unreadableBody();
  }
}

/**
 * Demands the attempt's key.
 * @param header the `Authorization` header
 * @throws ApiFailure
 */
export function requireToken(header: string | undefined, token: string): void {
  const sent = /^Bearer\s+(\S.*)$/i.exec(header ?? '')?.[1];
  if (sent === undefined) throw missingKey();
  const [given, wanted] = [Buffer.from(sent), Buffer.from(token)];
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) throw invalidKey(sent);
}

/**
 * The body of a request that should be JSON.
 * @throws ApiFailure when it is not JSON, or not said to be
 */
export function parseBody(contentType: string | undefined, record: ExchangeRecord): unknown {
  const type = contentType?.split(';')[0]?.trim().toLowerCase() ?? '';
  if (type !== 'application/json') throw wrongContentType(contentType ?? '');
  const { body } = record.snapshot();
  if (body === undefined) throw unreadableBody();
  return body;
}

/** What is kept of a request is written as JSON again, which ends at some depth; nothing that is meant is near it. */
const deepest = 500;

function asJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return isLargerThan(value, deepest, Number.POSITIVE_INFINITY) ? undefined : value;
  } catch {
    return undefined;
  }
}
