import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { pipeline, type Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib';
import type { TransportAnswer } from '../model/upstream.ts';
import { NetworkFailure, type NetworkTrouble } from './errors.ts';

/** What is sent to the provider. */
export interface TransportRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface TransportLimits {
  readonly connectMs: number;
  /** The longest time without a byte. */
  readonly idleMs: number;
}

/** Nothing that a model says is larger; whoever sends more fills the memory of the endpoint. */
const maxBytes = 64 * 1024 * 1024;

/**
 * Sends a request, without following redirects: a key goes only to the address it was meant for.
 * @param signal ends the request, and an answer that is still coming
 * @throws NetworkFailure
 */
export function send(
  request: TransportRequest,
  limits: TransportLimits,
  signal: AbortSignal,
): Promise<TransportAnswer> {
  const { url, method, headers, body } = request;
  return new Promise((resolve, reject) => {
    const start = url.protocol === 'https:' ? httpsRequest : httpRequest;
    const all = {
      ...headers,
      ...(body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }),
    };
    const outgoing = start(url, { method, headers: all, signal, ...(isLoopback(url) && directly(url)) });
    const connecting = setTimeout(
      () => outgoing.destroy(new NetworkFailure('connect-timeout', 'ETIMEDOUT')),
      limits.connectMs,
    );
    outgoing.on('socket', (socket) => {
      if (!socket.connecting) clearTimeout(connecting);
      socket.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', () => clearTimeout(connecting));
    });
    // Counts from the connection on, while the request is written and while nothing comes back.
    outgoing.setTimeout(limits.idleMs, () => outgoing.destroy(new NetworkFailure('idle-timeout', 'no data')));
    outgoing.on('error', (error) => {
      clearTimeout(connecting);
      reject(failureOf(error, signal));
    });
    outgoing.on('response', (incoming) => {
      clearTimeout(connecting);
      resolve({
        status: incoming.statusCode ?? 0,
        headers: flatHeaders(incoming),
        body: bodyOf(incoming, limits.idleMs, signal),
      });
    });
    outgoing.end(body);
  });
}

/** Whether an address is this machine's own. */
export function isLoopback({ hostname }: URL): boolean {
  return /^(localhost|.+\.localhost|127\.[\d.]+|\[::1\])$/.test(hostname);
}

/** The global agent goes through a proxy with NODE_USE_ENV_PROXY, and a proxy elsewhere has a 127.0.0.1 of its own. */
function directly({ protocol }: URL): { readonly agent: HttpAgent } {
  return { agent: protocol === 'https:' ? new HttpsAgent() : new HttpAgent() };
}

function flatHeaders({ headers }: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
    ),
  );
}

async function* bodyOf(
  incoming: IncomingMessage,
  idleMs: number,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  let idle = false;
  incoming.setTimeout(idleMs, () => {
    idle = true;
    incoming.destroy();
  });
  let size = 0;
  try {
    for await (const part of await decompressed(incoming)) {
      const bytes: Uint8Array = part;
      size += bytes.length;
      if (size > maxBytes) throw new NetworkFailure('too-large', `more than ${maxBytes} bytes`);
      yield bytes;
    }
    if (!incoming.complete) throw new NetworkFailure('cut', 'the connection ended early');
  } catch (error) {
    throw idle ? new NetworkFailure('idle-timeout', 'no data') : failureOf(error, signal);
  } finally {
    incoming.destroy();
  }
}

async function decompressed(incoming: IncomingMessage): Promise<Readable> {
  const encoding = incoming.headers['content-encoding']?.trim().toLowerCase() ?? 'identity';
  // Each write is flushed as far as it goes, so that a compressed stream comes piece by piece, too.
  const through = (step: ReturnType<typeof createGunzip>): Readable =>
    pipeline(incoming, step, () => undefined);
  if (encoding === 'gzip' || encoding === 'x-gzip') return through(createGunzip());
  if (encoding === 'br') return through(createBrotliDecompress());
  if (encoding !== 'deflate') return incoming;
  // Some servers mean the bare format, which has no header: the first byte tells them apart.
  const first = await firstByte(incoming);
  return through(first !== undefined && (first & 0x0f) !== 8 ? createInflateRaw() : createInflate());
}

function firstByte(incoming: IncomingMessage): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    incoming.once('error', reject);
    incoming.once('end', () => resolve(undefined));
    incoming.once('readable', () => {
      const part: Buffer | null = incoming.read();
      if (part !== null) incoming.unshift(part);
      resolve(part?.[0]);
    });
  });
}

const troubles: Readonly<Record<string, NetworkTrouble>> = {
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
  EAI_FAIL: 'dns',
  EAI_NODATA: 'dns',
  ECONNREFUSED: 'refused',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  ENETDOWN: 'unreachable',
  EACCES: 'unreachable',
  ETIMEDOUT: 'connect-timeout',
  ECONNRESET: 'cut',
  ECONNABORTED: 'cut',
  EPIPE: 'cut',
  EPROTO: 'tls',
};

function failureOf(error: unknown, signal: AbortSignal): NetworkFailure {
  if (signal.aborted) return new NetworkFailure('aborted', 'the program went away');
  if (error instanceof NetworkFailure) return error;
  const code = codeOf(error);
  if (/^(CERT_|ERR_TLS_|ERR_SSL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/.test(code)) {
    return new NetworkFailure('tls', code);
  }
  // Compressed data that stops in the middle, and an answer that is no HTTP.
  if (/^Z_|^ERR_STREAM_PREMATURE/.test(code)) return new NetworkFailure('cut', code);
  return new NetworkFailure(troubles[code] ?? 'other', code);
}

function codeOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  if (typeof error === 'object' && error !== null && 'code' in error) return String(error.code);
  return error instanceof Error ? error.message : String(error);
}
