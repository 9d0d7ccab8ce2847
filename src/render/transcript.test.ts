import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Exchange } from '../model/types.ts';
import { lineWidth, plain } from './text.ts';
import { glyphSets, themes } from './theme.ts';
import { exchange, reply } from './transcript.fixture.ts';
import { placedTranscript, renderTranscript } from './transcript.ts';

const system = { role: 'system', content: 'You are a travel assistant.' };
const question = { role: 'user', content: 'When should I visit Japan?' };
const answer = { role: 'assistant', content: 'In spring.' };
const followUp = { role: 'user', content: 'Is it expensive?' };

function lines(exchanges: readonly Exchange[], width = 70, expanded = false) {
  return renderTranscript(exchanges, { width, theme: themes.dark, glyphs: glyphSets.unicode, expanded });
}

function text(exchanges: readonly Exchange[], width = 70, expanded = false) {
  return lines(exchanges, width, expanded).map(plain).join('\n');
}

test('says so when nothing was sent', () => {
  expect(text([])).toBe('The program sent no request.');
});

test('shows an exchange from its request line to its tokens', () => {
  const body = { messages: [system, question], temperature: 0.2, model: 'gpt-4o-mini', user: 'ada' };
  expect(`\n${text([exchange(0, body)])}`).toBe(`
── 1  POST /v1/chat/completions  ✓ 200 completed  82 ms ──────────────
   parameters model gpt-4o-mini · temperature 0.2 · user ada
   messages   2
   system     You are a travel assistant.
   user       When should I visit Japan?
 ← assistant  hello
   finish     stop (the model came to its end)
   tokens     21 prompt + 9 completion = 30 total
   model      gpt-4o-mini`);
});

test('roles have their own colours', () => {
  const spans = lines([exchange(0, { messages: [system, question, answer] })]).flat();
  for (const role of ['system', 'user', 'assistant'] as const)
    expect(spans.find((span) => span.text === role)?.style).toEqual(themes.dark.styles[role]);
});

describe('messages of a later request', () => {
  const turns = [
    exchange(0, { messages: [system, question] }),
    exchange(1, { messages: [system, question, answer, followUp] }),
  ];

  test('fold when they were sent before, and are marked when new', () => {
    const shown = text(turns);
    expect(shown).toContain(
      '   messages   4, 2 new\n = 2 messages as before\n + assistant  In spring.\n + user       Is it expensive?',
    );
    expect(shown.split('When should I visit Japan?')).toHaveLength(2);
  });

  test('are all there when expanded', () => {
    const shown = text(turns, 70, true);
    expect(shown).not.toContain('as before');
    expect(shown.split('   user       When should I visit Japan?')).toHaveLength(3);
    expect(shown).toContain(' + user       Is it expensive?');
  });

  test('that were dropped are counted', () => {
    expect(
      text([exchange(0, { messages: [system, question] }), exchange(1, { messages: [followUp] })]),
    ).toContain('- left out   2 messages of the request before are not sent');
  });

  test('are compared over requests of other kinds', () => {
    const models = { ...exchange(1, {}), method: 'GET', path: '/v1/models', rawBody: '', body: undefined };
    expect(
      text([exchange(0, { messages: [system] }), models, exchange(2, { messages: [system] })]),
    ).toContain('= 1 message as before');
  });
});

describe('tools', () => {
  const call = {
    role: 'assistant',
    content: null,
    tool_calls: [
      { id: 'call_1', type: 'function', function: { name: 'get_weather', arguments: '{"city":"Oslo"}' } },
    ],
  };

  test('a result is joined to the call that it answers', () => {
    const result = { role: 'tool', tool_call_id: 'call_1', content: '{"temperature": 4}' };
    expect(text([exchange(0, { messages: [call, result] })])).toContain(
      '   assistant  calls get_weather({"city":"Oslo"})  call_1\n   tool       answers get_weather({"city":"Oslo"})  call_1\n              {"temperature": 4}',
    );
  });

  test('a result without a call is pointed out', () => {
    const result = { role: 'tool', tool_call_id: 'call_7', content: 'x' };
    expect(text([exchange(0, { messages: [result] })])).toContain('answers call_7, which nobody called');
  });

  test('calls in a reply are shown', () => {
    const toolCalls = [{ id: 'call_2', name: 'get_time', arguments: '{}' }];
    const choices = [{ content: null, refusal: null, toolCalls, finishReason: 'tool_calls' }];
    const shown = text([exchange(0, { messages: [] }, { completion: { ...reply(''), choices } })]);
    expect(shown).toContain('← assistant  calls get_time({})  call_2');
    expect(shown).toContain('tool_calls (the model waits for tool results)');
  });

  test('parameters name tools and formats', () => {
    const body = {
      messages: [],
      tools: [{ type: 'function', function: { name: 'get_time' } }],
      response_format: { type: 'json_schema', json_schema: { name: 'trip', strict: true, schema: {} } },
      stop: ['a', 'b'],
    };
    expect(text([exchange(0, body)], 100)).toContain(
      'tools get_time · response_format json_schema trip (strict) · stop ["a","b"]',
    );
  });
});

describe('answers', () => {
  test('an error is shown with its message', () => {
    const error = {
      message: 'Missing required parameter.',
      type: 'invalid_request_error',
      param: 'model',
      code: null,
    };
    const shown = text([
      exchange(0, { messages: [] }, { state: 'error', status: 400, body: { error }, completion: undefined }),
    ]);
    expect(shown).toContain('✗ 400 error');
    expect(shown).toContain(
      ' ✗ error      Missing required parameter.\n              invalid_request_error · parameter model',
    );
  });

  test('a body that is not JSON is shown as it was sent', () => {
    const shown = text([{ ...exchange(0, {}), body: undefined, rawBody: '{"model": ' }]);
    expect(shown).toContain('   body       not JSON:\n              {"model": ');
  });

  test.each([
    ['pending', 'waiting'],
    ['cut', 'cut off by the endpoint'],
    ['aborted', 'given up by the program'],
  ] as const)('%s is said in words', (state, words) => {
    const response = { state, status: 0, completion: undefined, endedAt: undefined };
    expect(text([exchange(0, { messages: [] }, response)])).toContain(words);
  });

  test('a stream tells when it began, and missing usage is named', () => {
    const completion = { ...reply('hi'), usage: undefined };
    const chunks = [
      { at: 15, data: {} },
      { at: 1500, data: {} },
    ];
    const shown = text([exchange(0, { messages: [], stream: true }, { chunks, completion, endedAt: 1500 })]);
    expect(shown).toContain('1.5 s');
    expect(shown).toContain('2 chunks, the first after 15 ms');
    expect(shown).toContain('tokens     not reported');
  });

  test('a cut-off reply says why', () => {
    const choices = [{ content: 'Spr', refusal: null, toolCalls: [], finishReason: 'length' }];
    expect(text([exchange(0, { messages: [] }, { completion: { ...reply(''), choices } })])).toContain(
      'length (cut off at the token limit)',
    );
  });

  test('several choices are numbered', () => {
    const [choice] = reply('one').choices;
    const choices = choice === undefined ? [] : [choice, { ...choice, content: 'two' }];
    expect(text([exchange(0, { n: 2, messages: [] }, { completion: { ...reply(''), choices } })])).toContain(
      'choice 2 of 2\n              two',
    );
  });
});

test('very long texts are clipped unless expanded', () => {
  const content = Array.from({ length: 100 }, (_, index) => `line ${index}`).join('\n');
  const turns = [exchange(0, { messages: [{ role: 'user', content }] })];
  expect(text(turns)).toContain('… 61 more lines');
  expect(text(turns, 70, true)).toContain('line 99');
});

test('nothing that was sent can reach the terminal as a command', () => {
  const evil = 'a\x1b[2J\x1b]0;owned\x07\u202eb\x9b1m\0\r';
  const body = {
    [evil]: evil,
    model: evil,
    messages: [
      { role: evil, name: evil, content: evil, tool_call_id: evil },
      evil,
      null,
      { content: [{ type: evil }, evil] },
    ],
  };
  const turns = [
    exchange(0, body, { completion: { ...reply(evil), model: evil } }),
    { ...exchange(1, {}), path: evil, method: evil, body: undefined, rawBody: evil },
    exchange(
      2,
      {},
      { state: 'error', body: { error: { message: evil, type: evil, code: evil, param: evil } } },
    ),
  ];
  expect(lines(turns).map(plain).join('')).not.toMatch(/[\p{Cc}\u202e]/u);
});

test('any body gives lines that fit', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.jsonValue(), fc.record({ messages: fc.array(fc.jsonValue()) })),
      fc.integer({ min: 2, max: 90 }),
      fc.boolean(),
      (body, width, expanded) => {
        const turn = { ...exchange(0, {}), body, rawBody: JSON.stringify(body) };
        for (const line of lines([turn, turn], width, expanded)) {
          expect(lineWidth(line)).toBeLessThanOrEqual(width);
          expect(plain(line)).not.toMatch(/\p{Cc}/u);
        }
      },
    ),
  );
});

describe('of many exchanges a window', () => {
  const options = { width: 70, theme: themes.dark, glyphs: glyphSets.unicode };
  const messages = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ role: 'user', content: `turn ${index}` }));

  test('shows what all of them show there, and says how many are outside', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 12 }),
        fc.nat(11),
        fc.integer({ min: 1, max: 12 }),
        (count, at, length) => {
          const refused = { state: 'error', status: 500, completion: undefined } as const;
          const many = Array.from({ length: count }, (_, index) =>
            exchange(index, { messages: messages(index - (index % 3)) }, index % 3 === 0 ? {} : refused),
          );
          const from = at % count;
          const to = Math.min(count, from + length);
          const all = placedTranscript(many, options);
          const some = placedTranscript(many, { ...options, window: { from, to } });
          for (let index = 0; index < count; index += 1) {
            const start = some.starts[index];
            expect(start !== undefined).toBe(index >= from && index < to);
            if (start === undefined || index + 1 >= to) continue;
            const [one, other] = [all, some].map(({ lines: shown, starts }) =>
              shown.slice(starts[index], starts[index + 1]).map(plain),
            );
            expect(other).toEqual(one);
          }
          const shown = some.lines.map(plain).join('\n');
          expect(shown.includes(`… ${from} request`)).toBe(from > 0);
          expect(shown.includes(`… ${count - to} request`)).toBe(to < count);
        },
      ),
    );
  });
});
