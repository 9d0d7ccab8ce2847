import { expect, test } from 'vitest';
import type { Exchange } from '../../model/types.ts';
import { plain } from '../text.ts';
import { glyphSets, themes } from '../theme.ts';
import { exchange, reply } from '../transcript.fixture.ts';
import { placedTranscript, type TranscriptOptions } from '../transcript.ts';

const question = { role: 'user', content: 'When should I visit Japan?' };
const answer = { role: 'assistant', content: 'In spring.' };
const asked = { model: 'gpt-4o-mini', messages: [question] };

function shown(exchanges: readonly Exchange[], options: Partial<TranscriptOptions> = {}) {
  const look = { width: 76, theme: themes.dark, glyphs: glyphSets.unicode };
  const { lines, ...places } = placedTranscript(exchanges, { ...look, ...options });
  return { text: lines.map(plain).join('\n'), lines: lines.map(plain), ...places };
}

function failed(index: number, status: number, headers = {}) {
  const body = { error: { message: 'no', type: 'x', param: null, code: null } };
  return exchange(index, asked, { state: 'error', status, headers, body, completion: undefined });
}

test('a request that is sent again says which try it is, and what came of the one before', () => {
  const { text } = shown([failed(0, 429), failed(1, 500), exchange(2, asked), exchange(3, asked)]);
  expect(text).toContain('try 2 of the same request, after 429');
  expect(text).toContain('try 3 of the same request, after 500');
  expect(text.split('of the same request')).toHaveLength(3);
});

test('after a cut the same body in another order of keys is another try; another question is none', () => {
  const cut = exchange(0, asked, { state: 'cut', status: 200, completion: undefined });
  const again = {
    ...exchange(1, asked),
    rawBody: '{ "messages": …',
    body: { messages: [question], model: 'gpt-4o-mini' },
  };
  expect(shown([cut, again]).text).toContain('try 2 of the same request, after it was cut');
  expect(shown([cut, exchange(1, { ...asked, messages: [answer] })]).text).not.toContain('try 2');
});

test('a limit tells what is left, and when to try again', () => {
  const headers = {
    'retry-after': '2',
    'x-ratelimit-limit-requests': '500',
    'x-ratelimit-remaining-requests': '0',
    'x-ratelimit-reset-requests': '6s',
  };
  expect(shown([failed(0, 429, headers)]).text).toContain(
    'try again after 2 s · 0 of 500 requests left for 6s',
  );
  const fine = exchange(0, asked, { headers });
  expect(shown([fine]).text).not.toContain('requests left');
  expect(shown([fine], { expanded: true }).text).toMatch(/0 of 500 requests left for 6s · id req-0/);
});

test('cost, and the speed of a stream', () => {
  const chunks = Array.from({ length: 10 }, (_, index) => ({
    at: 100 + index * 100,
    data: { choices: [{ delta: { content: `w${index} ` }, finish_reason: index === 9 ? 'stop' : null }] },
  }));
  const { text } = shown([exchange(0, asked, { chunks })], { costOf: () => 0.00123 });
  expect(text).toContain('10 tokens/s · about $0.001230');
  expect(text).toContain('10 chunks, the first after 100 ms');
  const full = shown([exchange(0, asked, { chunks })], { expanded: true }).text;
  expect(full).toMatch(/\+100 ms "w0 "\n +\+200 ms "w1 "/);
  expect(full).toContain('"w9 "  finish_reason stop');
});

test('tokens from a cache and for reasoning are told where there are any', () => {
  const usage = {
    prompt_tokens_details: { cached_tokens: 12 },
    completion_tokens_details: { reasoning_tokens: 5 },
  };
  const { text } = shown([exchange(0, asked, { body: { usage } })]);
  expect(text.replace(/\s+/g, ' ')).toContain(
    '30 total (12 of the prompt from the cache, 5 of the completion for reasoning)',
  );
  const none = { prompt_tokens_details: { cached_tokens: 0 } };
  expect(shown([exchange(0, asked, { body: { usage: none } })]).text).toMatch(/30 total$/m);
});

test('expanded, tools are told as the model reads them', () => {
  const tool = {
    type: 'function',
    function: { name: 'get_weather', description: 'Weather in a city', parameters: { type: 'object' } },
  };
  const one = exchange(0, { ...asked, tools: [tool] });
  expect(shown([one]).text).not.toContain('Weather in a city');
  expect(shown([one], { expanded: true }).text).toMatch(
    /tool +get_weather\n +Weather in a city\n +\{"type":"object"\}/,
  );
});

test('what an answer of a provider means is told, with whose it is', () => {
  const explanation = { kind: 'yours', line: 'It refuses the parameter `logit_bias`.' } as const;
  const one = exchange(0, asked, { explanation, completion: reply('x') });
  expect(shown([one]).text).toContain('your code  It refuses the parameter `logit_bias`.');
});

test('the message that is pointed at is marked, never folded, and found', () => {
  const turns = [
    exchange(0, asked),
    exchange(1, { ...asked, messages: [question, answer, { role: 'user', content: 'Why?' }] }),
  ];
  const { lines, pointed } = shown(turns, { pointed: { exchange: 1, message: 0 } });
  expect(pointed).toBeGreaterThan(5);
  expect(lines[pointed ?? 0]).toBe(' ▸ user       When should I visit Japan?');
  expect(shown(turns).pointed).toBeUndefined();
  expect(shown(turns, { pointed: { exchange: 1 } }).pointed).toBeUndefined();
});
