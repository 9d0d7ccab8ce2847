import { randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';

/**
 * The beginning of an endpoint's paths. Every program on this machine can reach every port of it, so what is sent
 * without this came from somebody else: it says nothing about the attempt whose endpoint this is.
 */
export interface SecretPath {
  /** For the base URL: `/t/` and 128 bits. */
  readonly prefix: string;
  /** Makes a server whose listener hears only what was sent to it on purpose, with the path that an API has. */
  readonly serve: (listener: RequestListener) => Server;
}

export function secretPath(): SecretPath {
  const prefix = `/t/${randomBytes(16).toString('hex')}`;
  const wanted = Buffer.from(prefix);
  const serve = (listener: RequestListener) =>
    createServer((incoming, outgoing) => {
      const rest = restOf(incoming, wanted);
      if (rest === undefined) {
        outgoing.writeHead(404, { connection: 'close', 'content-length': 0 });
        outgoing.end(() => incoming.destroy());
        return;
      }
      incoming.url = rest;
      listener(incoming, outgoing);
    });
  return { prefix, serve };
}

/** What follows the prefix in a request's path; `undefined` where it begins otherwise. */
function restOf({ url = '' }: IncomingMessage, wanted: Buffer): string | undefined {
  // Node reads the first line of a request as Latin-1, so that each character is a byte.
  const given = Buffer.from(url.slice(0, wanted.length), 'latin1');
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return undefined;
  const rest = url.slice(wanted.length);
  return rest.startsWith('/') ? rest : undefined;
}
