import { once } from 'node:events';
import net from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { type Endpoint, type EndpointOptions, startEndpoint } from './endpoint.ts';
import { testKnowledge } from './simulated/knowledge.fixture.ts';

/** What an ill-behaved client sends. */
let endpoint: Endpoint | undefined;
afterEach(() => endpoint?.close());

async function start(options: Partial<EndpointOptions> = {}): Promise<Endpoint> {
  endpoint = await startEndpoint({ token: 'sk-test', seed: 's', knowledge: testKnowledge, ...options });
  return endpoint;
}

function post(to: Endpoint, body: string | Uint8Array, key = 'sk-test'): Promise<Response> {
  return fetch(`${to.baseURL}/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: body as BodyInit,
  });
}

const body = JSON.stringify({ model: 'gpt-4o', messages: [{ role: 'user', content: 'Hello!' }] });

test('a body that is too large is refused with an error that the client can read', async () => {
  const response = await post(await start(), `"${'x'.repeat(9 * 1024 * 1024)}"`);
  expect(response.status).toBe(413);
  expect(await response.json()).toMatchObject({ error: { code: 'request_too_large' } });
});

test('JSON with bytes that are no UTF-8 is not guessed at', async () => {
  const bytes = Buffer.from(body);
  bytes[bytes.indexOf('H')] = 0xff;
  expect((await post(await start(), bytes)).status).toBe(400);
});

test('requests with a wrong key count towards the limit, and are not read beyond it', async () => {
  let told = 0;
  const running = await start({ maxRequests: 2, onRequestLimit: () => (told += 1) });
  const statuses: number[] = [];
  for (let number = 0; number < 4; number += 1) statuses.push((await post(running, body, 'wrong')).status);
  expect(statuses).toEqual([401, 401, 429, 429]);
  expect(told).toBe(1);
  expect(running.exchanges[3]?.rawBody).toBe('');
});

test('a client that goes away in the middle of its body has aborted, and what came is kept', async () => {
  const running = await start();
  const { port, pathname } = new URL(running.baseURL);
  const socket = net.connect(Number(port), '127.0.0.1');
  await once(socket, 'connect');
  socket.write(
    `POST ${pathname}/chat/completions HTTP/1.1\r\nhost: x\r\nauthorization: Bearer sk-test\r\ncontent-length: ${body.length}\r\n\r\n${body.slice(0, 20)}`,
  );
  await expect.poll(() => running.exchanges.length).toBe(1);
  socket.destroy();
  await expect.poll(() => running.exchanges[0]?.response.state).toBe('aborted');
  expect(body.startsWith(running.exchanges[0]?.rawBody ?? '?')).toBe(true);
});

test('letters without end do not keep the endpoint from other requests', async () => {
  const running = await start();
  const content = 'a'.repeat(400_000);
  const large = post(running, JSON.stringify({ model: 'gpt-4.1', messages: [{ role: 'user', content }] }));
  const small = await post(running, body);
  expect(small.status).toBe(200);
  expect((await large).status).toBe(200);
});

test('JSON in JSON without end is no request, and what is kept can be written down', async () => {
  const running = await start();
  const deep = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;
  const ask = (levels: number) => post(running, `${body.slice(0, -1)},"audio":${deep(levels)}}`);
  expect((await ask(400)).status).toBe(200);
  expect((await ask(400_000)).status).toBe(400);
  expect(JSON.stringify(running.exchanges)).toContain('could not parse');
});
