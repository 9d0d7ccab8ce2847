import { Agent, type IncomingMessage, request } from 'node:http';
import { Readable } from 'node:stream';

/** The global agent goes through a proxy with NODE_USE_ENV_PROXY; one of our own never does. */
const direct = new Agent();

/**
 * A `fetch` for servers of this machine: with the part of it that the OpenAI client uses, and never through a proxy. A
 * proxy elsewhere would look for 127.0.0.1 on its own machine.
 */
export async function loopbackFetch(
  input: string | URL | Request,
  init: RequestInit = {},
): Promise<Response> {
  const { url, method, headers, signal, body } = new Request(input, {
    ...init,
    duplex: 'half',
  } as RequestInit);
  const content = body === null ? undefined : Buffer.from(await new Response(body).arrayBuffer());
  return new Promise((resolve, reject) => {
    const sending = request(url, { agent: direct, method, headers: Object.fromEntries(headers), signal });
    sending.once('error', (error) => reject(signal.aborted ? signal.reason : error));
    sending.once('response', (incoming) => resolve(responseOf(incoming)));
    sending.end(content);
  });
}

function responseOf(incoming: IncomingMessage): Response {
  const headers = new Headers();
  for (let index = 0; index + 1 < incoming.rawHeaders.length; index += 2) {
    headers.append(incoming.rawHeaders[index] ?? '', incoming.rawHeaders[index + 1] ?? '');
  }
  const { statusCode: status = 500, statusMessage: statusText } = incoming;
  const body = [101, 204, 205, 304].includes(status) ? null : (Readable.toWeb(incoming) as ReadableStream);
  return new Response(body, { status, statusText, headers });
}
