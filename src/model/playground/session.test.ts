import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { countPrompt } from '../prompt-tokens.ts';
import { loadTokenizer } from '../tokens.ts';
import { defaultSettings, type PlaygroundRequest, replyTokens } from './request.ts';
import { countMessages, PlaygroundSession } from './session.ts';

const lessons = path.join(path.dirname(fileURLToPath(import.meta.url)), '../../../lessons/knowledge');
const knowledge = [path.join(lessons, 'general.yaml'), path.join(lessons, 'travel.yaml')];

let session: PlaygroundSession;
beforeEach(() => {
  session = new PlaygroundSession({ seed: 'test', knowledge });
});
afterEach(() => session.close());

function request(content: string, settings: Partial<PlaygroundRequest['settings']> = {}): PlaygroundRequest {
  return { settings: { ...defaultSettings, ...settings }, messages: [{ role: 'user', content }] };
}

async function ask(asked: PlaygroundRequest, signal = new AbortController().signal) {
  const pieces: string[] = [];
  const answer = await session.ask(asked, { signal, onText: (text) => pieces.push(text) });
  return { answer, pieces };
}

describe('an ask', () => {
  test('streams its reply in pieces, and ends with the facts and the exchange', async () => {
    const { answer, pieces } = await ask(request('My name is Robin'));
    expect(pieces.length).toBeGreaterThan(3);
    expect(pieces.join('')).toBe(answer.text);
    expect(answer.text).toContain('Robin');
    expect(answer).toMatchObject({ finishReason: 'stop', stopped: false, problem: undefined });
    expect(answer.usage?.total_tokens).toBeGreaterThan(answer.usage?.prompt_tokens ?? 0);
    expect(answer.exchange?.response.state).toBe('completed');
    expect(answer.exchange?.request?.messages).toEqual([{ role: 'user', content: 'My name is Robin' }]);
  });

  test('without streaming comes in one piece', async () => {
    const { answer, pieces } = await ask(request('Hello', { stream: false }));
    expect(pieces).toEqual([answer.text]);
    expect(answer.exchange?.response.chunks).toBeUndefined();
  });

  test('at temperature 0 repeats itself', async () => {
    const zero = request('What should I eat in Lisbon?', { temperature: 0 });
    const [one, two] = [await ask(zero), await ask(zero)];
    expect(one.answer.text).toBe(two.answer.text);
  });

  test.each([
    [request('Hi', { model: 'o4-mini', temperature: 0.3 }), 400, 'unsupported_value', /'temperature'/],
    [
      request('Hi', { model: 'o4-mini', max_tokens: 9 }),
      400,
      'unsupported_parameter',
      /max_completion_tokens/,
    ],
    [request('Hi', { model: 'no-such-model' }), 404, 'model_not_found', /does not exist/],
    [request('word '.repeat(200_000)), 400, 'context_length_exceeded', /maximum context length/],
  ])('that is refused tells the endpoint’s own error', async (asked, status, code, message) => {
    const { answer } = await ask(asked);
    expect(answer.problem).toMatchObject({ status, code });
    expect(answer.problem?.message).toMatch(message);
    expect(answer.problem?.message).not.toMatch(/^\d/);
    expect(answer.exchange?.response.state).toBe('error');
  });

  test('that is stopped keeps what had come', async () => {
    await session.close();
    session = new PlaygroundSession({ seed: 'test', knowledge, paceMs: 20 });
    const stop = new AbortController();
    let pieces = 0;
    const answer = await session.ask(request('What should I eat in Lisbon?'), {
      signal: stop.signal,
      onText: () => {
        pieces += 1;
        if (pieces === 3) stop.abort();
      },
    });
    expect(answer).toMatchObject({ stopped: true, problem: undefined });
    expect(answer.text).not.toBe('');
    expect(answer.exchange?.response.state).toBe('aborted');
    const { answer: next } = await ask(request('My name is Robin'));
    expect(next.text).toContain('Robin');
  });

  test('at a pace takes as long with and without a stream, and only a stream shows something early', async () => {
    await session.close();
    session = new PlaygroundSession({ seed: 'test', knowledge, paceMs: 5 });
    const { answer: streamed } = await ask(request('My name is Robin', { temperature: 0 }));
    const { answer: plain } = await ask(request('My name is Robin', { temperature: 0, stream: false }));
    expect(streamed.firstMs).toBeLessThan(streamed.durationMs);
    expect(plain.firstMs).toBe(plain.durationMs);
    expect(plain.durationMs).toBeGreaterThanOrEqual(5 * (plain.usage?.completion_tokens ?? 0) - 5);
  });
});

test('a session that was sent very much goes on', async () => {
  const large = request('word '.repeat(1_200_000));
  for (let time = 0; time < 4; time += 1) {
    const { answer } = await ask(large);
    expect(answer.problem?.code).toBe('context_length_exceeded');
  }
});

test('the tokens of messages make up the prompt', async () => {
  const messages = [
    { role: 'system', content: 'You are a guide.' },
    { role: 'user', content: '你好 🙂' },
  ] as const;
  const counts = await countMessages(messages);
  const whole = await countPrompt({ model: '', messages: [...messages] }, await loadTokenizer(), 1_000);
  expect(counts.reduce((sum, count) => sum + count, replyTokens)).toBe(whole);
});
