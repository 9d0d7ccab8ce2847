import { expect, test } from 'vitest';
import { chunksCompletion } from '../../src/model/chat/completion.ts';
import { startEndpoint } from '../../src/model/endpoint.ts';
import type { Responder } from '../../src/model/types.ts';

const clients = 1_000;

function withResolvers() {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

/** One client's whole stream, as the completion that it makes up. */
async function stream(baseURL: string, content: string): Promise<{ reply: string; tokens: number }> {
  const response = await fetch(`${baseURL}/chat/completions`, {
    method: 'POST',
    headers: { authorization: 'Bearer sk-test', 'content-type': 'application/json' },
    body: JSON.stringify({
      model: 'gpt-4o-mini',
      messages: [{ role: 'user', content }],
      stream: true,
      stream_options: { include_usage: true },
    }),
  });
  const text = await response.text();
  expect(text.endsWith('data: [DONE]\n\n')).toBe(true);
  const events = text.split('\n\n').filter((line) => line.startsWith('data: {'));
  const completion = chunksCompletion(events.map((line) => JSON.parse(line.slice('data: '.length))));
  return {
    reply: completion?.choices[0]?.content ?? '',
    tokens: completion?.usage?.completion_tokens ?? 0,
  };
}

test('a thousand clients that stream at once each get their own whole answer', async () => {
  const all = withResolvers();
  let begun = 0;
  const responder: Responder = ({ messages }) => {
    begun += 1;
    if (begun === clients) all.resolve();
    const content = `The answer to "${String(messages[0]?.content)}" is as long as this sentence.`;
    // No stream ends before each of them has begun.
    return { kind: 'reply', choices: [{ content }], holdEnd: () => all.promise };
  };
  const endpoint = await startEndpoint({ token: 'sk-test', seed: 's', knowledge: [], responder });
  try {
    const asked = Array.from({ length: clients }, (_, index) => `Question ${index}`);
    const answers = await Promise.all(asked.map((content) => stream(endpoint.baseURL, content)));
    expect(endpoint.exchanges).toHaveLength(clients);
    expect(endpoint.exchanges.filter(({ response }) => response.state === 'completed')).toHaveLength(clients);
    for (const [index, { reply, tokens }] of answers.entries()) {
      expect(reply).toBe(`The answer to "Question ${index}" is as long as this sentence.`);
      expect(tokens).toBeGreaterThan(5);
    }
  } finally {
    await endpoint.close();
  }
}, 120_000);
