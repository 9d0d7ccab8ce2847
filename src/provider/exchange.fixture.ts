import type { Exchange, RecordedResponse } from '../model/types.ts';

/** An exchange as of a live run, for tests: asked in these words, answered with this text unless said otherwise. */
export function exchangeOf(
  question: string,
  response: Partial<RecordedResponse> & { readonly text?: string } = {},
  request: Partial<NonNullable<Exchange['request']>> = {},
): Exchange {
  const { text = `About ${question}`, ...others } = response;
  const body = {
    object: 'chat.completion',
    model: 'gpt-4o-mini-2024-07-18',
    choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: text } }],
    usage: { prompt_tokens: 7, completion_tokens: 5, total_tokens: 12 },
  };
  const asked = {
    model: 'gpt-4o-mini',
    messages: [{ role: 'user' as const, content: question }],
    ...request,
  };
  return {
    index: 0,
    id: 'req_1',
    method: 'POST',
    path: '/v1/chat/completions',
    headers: { authorization: 'Bearer sk-live-0123456789abcdef', cookie: 'session=abc' },
    rawBody: JSON.stringify(asked),
    body: asked,
    request: asked,
    startedAt: 100,
    response: {
      state: 'completed',
      status: 200,
      headers: { 'content-type': 'application/json', 'set-cookie': 'session=abc', 'x-secret': 'yes' },
      body,
      endedAt: 250,
      completion: {
        model: body.model,
        choices: [{ content: text, refusal: null, toolCalls: [], finishReason: 'stop' }],
        usage: body.usage,
      },
      ...others,
    },
  };
}
