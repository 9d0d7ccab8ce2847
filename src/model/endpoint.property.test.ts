import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Endpoint, startEndpoint } from './endpoint.ts';
import { testKnowledge } from './simulated/knowledge.fixture.ts';

/** Whatever is sent, the answer is a completion or a documented error, never a crash and never silence. */
let endpoint: Endpoint;
beforeAll(async () => {
  endpoint = await startEndpoint({ token: 't', seed: 's', knowledge: testKnowledge });
});
afterAll(() => endpoint.close());

const message = fc.oneof(
  fc.record({
    role: fc.constantFrom('system', 'user', 'assistant', 'developer', 'tool', 'poet'),
    content: fc.oneof(fc.string({ unit: 'binary' }), fc.anything()),
  }),
  fc.record({ role: fc.constant('assistant'), content: fc.constant(null), tool_calls: fc.anything() }),
);
const parameters = fc.record(
  {
    model: fc.constantFrom('gpt-4o', 'o4-mini', 'none', 5),
    messages: fc.oneof(fc.array(message, { maxLength: 4 }), fc.anything()),
    temperature: fc.oneof(fc.double({ min: -1, max: 3 }), fc.anything()),
    max_tokens: fc.oneof(fc.integer({ min: -1, max: 40 }), fc.anything()),
    n: fc.oneof(fc.integer({ min: 0, max: 3 }), fc.anything()),
    stop: fc.oneof(fc.string(), fc.array(fc.string()), fc.anything()),
    response_format: fc.oneof(
      fc.constant({ type: 'json_object' }),
      fc.record({ type: fc.constant('json_schema'), json_schema: fc.anything() }),
      fc.anything(),
    ),
    tools: fc.anything(),
    stream: fc.oneof(fc.boolean(), fc.anything()),
  },
  { requiredKeys: ['model', 'messages'] },
);

test('random requests get a completion, a stream or a documented error', async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(parameters, fc.anything()), async (body) => {
      const response = await fetch(`${endpoint.baseURL}/chat/completions`, {
        method: 'POST',
        headers: { authorization: 'Bearer t', 'content-type': 'application/json' },
        body:
          JSON.stringify(body, (_key, value) => (typeof value === 'bigint' ? String(value) : value)) ?? '',
      });
      const text = await response.text();
      if (response.headers.get('content-type')?.includes('event-stream')) {
        expect(text.endsWith('data: [DONE]\n\n')).toBe(true);
        return;
      }
      const answer = JSON.parse(text);
      if (response.status === 200)
        expect(answer).toMatchObject({ object: 'chat.completion', choices: expect.any(Array) });
      else {
        expect([400, 404]).toContain(response.status);
        expect(answer).toEqual({
          error: {
            message: expect.any(String),
            type: 'invalid_request_error',
            param: answer.error.param,
            code: answer.error.code,
          },
        });
      }
    }),
    { numRuns: 300 },
  );
});
