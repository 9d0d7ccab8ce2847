import { createServer, globalAgent, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loopbackFetch } from './loopback-fetch.ts';

let server: Server;
let address: string;
beforeEach(async () => {
  server = createServer(async (request, response) => {
    let body = '';
    for await (const part of request) body += part;
    if (request.url === '/never') return;
    response.writeHead(request.url === '/no' ? 404 : 200, { 'x-seen': request.headers['x-sent'] ?? '' });
    response.end(`${request.method} ${body}`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

test('method, headers and body go out, status, headers and body come back', async () => {
  const response = await loopbackFetch(address, { method: 'POST', body: 'hé', headers: { 'x-sent': 'yes' } });
  expect([response.status, response.headers.get('x-seen'), await response.text()]).toEqual([
    200,
    'yes',
    'POST hé',
  ]);
  expect((await loopbackFetch(`${address}/no`)).status).toBe(404);
});

test('the agent that knows of proxies is never asked', async () => {
  const before = Object.keys(globalAgent.sockets).length + Object.keys(globalAgent.freeSockets).length;
  const response = await loopbackFetch(address);
  const during = Object.keys(globalAgent.sockets).length + Object.keys(globalAgent.freeSockets).length;
  await response.text();
  expect(during).toBe(before);
});

test('an aborted request ends as one of fetch does', async () => {
  const stop = new AbortController();
  const asked = loopbackFetch(`${address}/never`, { signal: stop.signal });
  stop.abort();
  await expect(asked).rejects.toMatchObject({ name: 'AbortError' });
});

test('a server that is not there is an error', async () => {
  await new Promise((resolve) => server.close(resolve));
  await expect(loopbackFetch(address)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});
