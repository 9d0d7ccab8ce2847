import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { send } from './transport.ts';

const open: { server: Server; sockets: Socket[] }[] = [];
afterEach(() => {
  for (const { server, sockets } of open.splice(0)) {
    for (const socket of sockets) socket.destroy();
    server.close();
  }
});

/** A server that knows nothing but sockets. */
async function rawServer(onSocket: (socket: Socket) => void): Promise<string> {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => undefined);
    onSocket(socket);
  });
  open.push({ server, sockets });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const patient = { connectMs: 30_000, idleMs: 30_000 };

function get(url: string, limits = patient, signal = new AbortController().signal) {
  return send({ method: 'GET', url: new URL(url), headers: {} }, limits, signal);
}

async function whole(url: string, limits = patient): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const part of (await get(url, limits)).body) parts.push(part);
  return Buffer.concat(parts).toString('utf8');
}

test('a handshake that never ends is a connection that is not made', async () => {
  const host = await rawServer(() => undefined);
  await expect(get(`https://${host}/`, { ...patient, connectMs: 200 })).rejects.toMatchObject({
    trouble: 'connect-timeout',
  });
});

test('https spoken to a server of http is a matter of TLS', async () => {
  const host = await rawServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
  await expect(get(`https://${host}/`)).rejects.toMatchObject({ trouble: 'tls' });
});

test('what is no HTTP at all is told with the word of the parser', async () => {
  const host = await rawServer((socket) => socket.end('SSH-2.0-OpenSSH\r\n'));
  await expect(get(`http://${host}/`)).rejects.toMatchObject({
    trouble: 'other',
    message: expect.stringMatching(/^HPE_/),
  });
});

test.each([
  ['a length that is not reached', 'content-length: 100\r\n\r\nhalf'],
  ['a last piece that does not come', 'transfer-encoding: chunked\r\n\r\n4\r\nhalf\r\n'],
  ['gzip that stops in its middle', `content-encoding: gzip\r\ncontent-length: 4\r\n\r\n\x1f\x08\x08\x00`],
])('cut: %s', async (_, rest) => {
  const host = await rawServer((socket) => {
    socket.once('data', () => socket.end(Buffer.from(`HTTP/1.1 200 OK\r\n${rest}`, 'latin1')));
  });
  await expect(whole(`http://${host}/`)).rejects.toMatchObject({ trouble: 'cut' });
});

test('silence in the middle of an answer', async () => {
  const host = await rawServer((socket) => {
    socket.once('data', () => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf'));
  });
  await expect(whole(`http://${host}/`, { ...patient, idleMs: 200 })).rejects.toMatchObject({
    trouble: 'idle-timeout',
  });
});

test('an address that there is not, and a program that has gone', async () => {
  await expect(get(`http://${'a'.repeat(64)}.example/`)).rejects.toMatchObject({ trouble: 'dns' });
  const host = await rawServer(() => undefined);
  const gone = new AbortController();
  const going = get(`http://${host}/`, patient, gone.signal);
  gone.abort();
  await expect(going).rejects.toMatchObject({ trouble: 'aborted' });
});
