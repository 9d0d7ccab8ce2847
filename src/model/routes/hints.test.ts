import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Endpoint, startEndpoint } from '../endpoint.ts';
import { testKnowledge } from '../simulated/knowledge.fixture.ts';

let endpoint: Endpoint;
beforeAll(async () => {
  endpoint = await startEndpoint({ token: 't', seed: 's', knowledge: testKnowledge });
});
afterAll(() => endpoint.close());

async function refusal(
  method: string,
  path: string,
  agent = 'curl/8',
): Promise<{ status: number; message: string }> {
  const response = await fetch(`${endpoint.baseURL}${path}`, {
    method,
    headers: { authorization: 'Bearer t', 'content-type': 'application/json', 'user-agent': agent },
    body: method === 'POST' ? '{}' : undefined,
  });
  const { error } = (await response.json()) as { error: { message: string; type: string } };
  expect(error).toMatchObject({ type: 'invalid_request_error', param: null });
  return { status: response.status, message: error.message };
}

describe('the Responses API', () => {
  const own = 'client.chat.completions.create';
  const aiSdk = "openai.chat('gpt-4o-mini')";
  const agents = "setOpenAIAPI('chat_completions')";
  const langChain = 'useResponsesApi: false';

  test.each([
    ['ai/7.0.173 ai-sdk-provider-utils/5.0.81 node.js/v20.20.2', aiSdk],
    ['ai-sdk/openai/2.0.0 ai-sdk/provider-utils/3.0.0 runtime/node.js/22', aiSdk],
    ['Agents/JavaScript 0.20.0', agents],
    ['langchainjs-openai/1.0.0 ((node/v20.20.2; linux; x64))', langChain],
  ])('%s is told what it needs, and nothing else', async (agent, instead) => {
    const { status, message } = await refusal('POST', '/responses', agent);
    expect(status).toBe(404);
    for (const each of [own, aiSdk, agents, langChain])
      expect(message.includes(each), each).toBe(each === instead);
  });

  test.each(['OpenAI/JS 7.59.0', 'curl/8', 'undici', 'Maildaemon/1'])(
    '%s is told what each client needs',
    async (agent) => {
      const { message } = await refusal('POST', '/responses', agent);
      for (const each of [own, aiSdk, agents, langChain]) expect(message).toContain(each);
    },
  );

  test('has addresses for single responses, too', async () => {
    expect((await refusal('GET', '/responses/resp_1')).message).toContain(own);
  });
});

test.each([
  ['POST', '/embeddings', /no embeddings/],
  ['POST', '/moderations', /nothing is moderated/],
  ['POST', '/completions', /`messages`/],
  ['POST', '/chat/completions/', /`\/v1\/chat\/completions`, without the extra slash/],
  ['POST', '//chat/completions', /without the extra slash/],
  ['GET', '/models/', /`\/v1\/models`/],
  ['POST', '/v1/chat/completions', /OPENAI_BASE_URL/],
  ['GET', '/chat/completions/chatcmpl-1', /no completion is stored.*Wire tab/],
  ['GET', '/chat/completions/chatcmpl-1/messages', /no completion is stored/],
  ['POST', '/chat/completions/chatcmpl-1', /no completion is stored/],
  ['DELETE', '/chat/completions/chatcmpl-1', /no completion is stored/],
  ['POST', '/assistants', /Chat Completions only/],
  ['POST', '/images/generations', /Chat Completions only/],
  ['GET', '/files', /Chat Completions only/],
  ['POST', '/nothing', /^Invalid URL \(POST \/v1\/nothing\)$/],
])('%s %s has a hint', async (method, path, hint) => {
  const { status, message } = await refusal(method, path);
  expect(status).toBe(404);
  expect(message).toMatch(hint);
});

test('who lists stored completions is told that there are none', async () => {
  const { status, message } = await refusal('GET', '/chat/completions');
  expect(status).toBe(405);
  expect(message).toMatch(/no completion is stored/);
});
