import type { Exchange, RecordedResponse } from '../model/types.ts';

/** An exchange for tests: a chat completion request with these messages, answered with `hello` unless told otherwise. */
export function exchange(
  index: number,
  body: Readonly<Record<string, unknown>>,
  response: Partial<RecordedResponse> = {},
): Exchange {
  const startedAt = index * 1000;
  return {
    index,
    id: `req-${index}`,
    method: 'POST',
    path: '/v1/chat/completions',
    headers: {},
    rawBody: JSON.stringify(body),
    body,
    startedAt,
    response: {
      state: 'completed',
      status: 200,
      headers: {},
      endedAt: startedAt + 82,
      completion: reply('hello'),
      ...response,
    },
  };
}

/** A completion of one choice with fixed usage. */
export function reply(content: string): NonNullable<RecordedResponse['completion']> {
  return {
    model: 'gpt-4o-mini',
    choices: [{ content, refusal: null, toolCalls: [], finishReason: 'stop' }],
    usage: { prompt_tokens: 21, completion_tokens: 9, total_tokens: 30 },
  };
}
