import { connect } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Endpoint, startEndpoint } from './endpoint.ts';
import { testKnowledge } from './simulated/knowledge.fixture.ts';

let endpoint: Endpoint;
let refused: boolean;
beforeEach(async () => {
  refused = false;
  endpoint = await startEndpoint({
    token: 'own',
    seed: 's',
    knowledge: testKnowledge,
    maxRequests: 2,
    onRequestLimit: () => {
      refused = true;
    },
  });
});
afterEach(() => endpoint.close());

const own = () => new URL(endpoint.baseURL);

/** Everything that is answered to what is written to the port; it must end the connection by itself. */
function written(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(own().port), '127.0.0.1', () => socket.write(text));
    let answer = '';
    socket.on('data', (part) => {
      answer += String(part);
    });
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
  });
}

function request(target: string, method = 'GET'): string {
  return `${method} ${target} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer own\r\nContent-Length: 0\r\n\r\n`;
}

test.each([
  ['the path of every API', () => '/v1/models'],
  ['no path', () => '/'],
  ['another secret', () => `/t/${'0'.repeat(32)}/v1/models`],
  ['a part of the secret', () => own().pathname.slice(0, 20)],
  ['the secret alone', () => own().pathname.slice(0, 35)],
  ['more than the secret', () => own().pathname.replace('/v1', '0/v1/models')],
  ['the secret in capitals', () => own().pathname.toUpperCase()],
  ['the secret elsewhere', () => `/v1${own().pathname}/models`],
  ['the secret behind a question mark', () => `/v1/models?${own().pathname}`],
  ['dots that would lead there', () => `/x/..${own().pathname}/models`],
])('%s is not heard, whatever key comes with it, and learns nothing', async (_, target) => {
  for (const method of ['GET', 'POST', 'OPTIONS', 'DELETE', 'HEAD']) {
    const answer = await written(request(target(), method));
    expect(answer).toMatch(/^HTTP\/1\.1 404 Not Found\r\nconnection: close\r\ncontent-length: 0\r\n/i);
    expect(answer.split('\r\n\r\n')[1]).toBe('');
    expect(answer).not.toMatch(/openai|request-id|agentlings|application\/json/i);
  }
  expect(endpoint.exchanges).toEqual([]);
  expect(refused).toBe(false);
});

test('others’ requests don’t count towards the limit', async () => {
  for (let sent = 0; sent < 10; sent += 1) await written(request('/v1/models'));
  const answer = await fetch(`${endpoint.baseURL}/models`, { headers: { authorization: 'Bearer own' } });
  expect(answer.status).toBe(200);
  expect(endpoint.exchanges).toHaveLength(1);
});

test('a program’s own wrong key is seen and explained, under the path that the API has', async () => {
  const answer = await fetch(`${endpoint.baseURL}/models`, { headers: { authorization: 'Bearer wrong' } });
  expect(answer.status).toBe(401);
  expect(await answer.text()).toContain('Incorrect API key');
  expect(endpoint.exchanges).toMatchObject([{ path: '/v1/models', response: { status: 401 } }]);
});

test('the secret is another one each time, and in nothing that is recorded or answered', async () => {
  const other = await startEndpoint({ token: 'own', seed: 's', knowledge: testKnowledge });
  await other.close();
  const [, , secret = ''] = own().pathname.split('/');
  expect(secret).toMatch(/^[0-9a-f]{32}$/);
  expect(new URL(other.baseURL).pathname).not.toContain(secret);
  for (const path of ['/models', '/nothing', '/chat/completions', '/../elsewhere']) {
    const answer = await fetch(`${endpoint.baseURL}${path}`, { headers: { authorization: 'Bearer own' } });
    expect(`${JSON.stringify([...answer.headers])} ${await answer.text()}`).not.toContain(secret);
  }
  expect(endpoint.exchanges.length).toBeGreaterThan(0);
  expect(JSON.stringify(endpoint.exchanges)).not.toContain(secret);
});
