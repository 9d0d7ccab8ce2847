import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type CassetteError, openCassette } from './cassette.ts';
import { CassetteRecorder } from './cassette-recorder.ts';
import { exchangeOf } from './exchange.fixture.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'agentlings-cassette-'));
  file = path.join(folder, 'answers.jsonl');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const options = { provider: 'example', model: 'gpt-4o-mini', secrets: [] };
const ask = (content: string) => ({ model: 'gpt-4o-mini', messages: [{ role: 'user', content }] });
const none: ReadonlySet<number> = new Set();

function lineOf(found: ReturnType<ReturnType<typeof openCassette>['find']>): number | string {
  return found.kind === 'hit' ? found.entry.line : found.message;
}

describe('recording', () => {
  test('writes a header and a line for each exchange, without what nobody needs', () => {
    const recorder = new CassetteRecorder(file, options);
    expect(recorder.add(exchangeOf('Lisbon', {}, { user: 'ada', seed: 3, stream: false }))).toBe(true);
    const [header, line, ...rest] = readFileSync(file, 'utf8').split('\n');
    expect(JSON.parse(header ?? '')).toEqual({
      agentlings: 'cassette',
      version: 1,
      recorded: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      provider: 'example',
      model: 'gpt-4o-mini',
    });
    const { request, response } = JSON.parse(line ?? '');
    expect(request).toEqual(ask('Lisbon'));
    expect(Object.keys(response).sort()).toEqual(['body', 'headers', 'ms', 'state', 'status']);
    expect(response).toMatchObject({ headers: { 'content-type': 'application/json' }, ms: 150 });
    expect(rest).toEqual(['']);
    expect(readdirSync(folder)).toEqual(['answers.jsonl']);
  });

  test('keeps no secret: not by value, not in pieces, not what looks like a key', () => {
    const secret = 'top/secret=key-1';
    const recorder = new CassetteRecorder(file, {
      ...options,
      provider: `at ${secret}`,
      secrets: [secret, '', 'a'],
    });
    recorder.add(exchangeOf(`Is ${secret} my key?`, { text: `No, ${encodeURIComponent(secret)} is.` }));
    recorder.add(exchangeOf('What about sk-proj-0123456789abcdefghij and org-AbCdEfGhIjKlMnOp?'));
    const chunk = (content: string) => ({
      object: 'chat.completion.chunk',
      model: 'm',
      choices: [{ index: 0, delta: { content }, finish_reason: null }],
    });
    recorder.add(
      exchangeOf('spell it', {
        body: undefined,
        chunks: [...secret].map((letter, index) => ({ at: 110 + index, data: chunk(letter) })),
        completion: {
          model: 'm',
          choices: [{ content: secret, refusal: null, toolCalls: [], finishReason: 'stop' }],
        },
      }),
    );
    const text = readFileSync(file, 'utf8');
    for (const hidden of [
      secret,
      encodeURIComponent(secret),
      'sk-',
      'org-',
      'session',
      'Bearer',
      'x-secret',
    ]) {
      expect(text).not.toContain(hidden);
    }
    expect(text).toContain('Is [redacted] my key?');
    // What is taken out by its looks is taken out of a request too, and so it is found.
    const cassette = openCassette(file);
    const again = ask('What about sk-proj-zyxwvutsrqponmlkjihg and org-AbCdEfGhIjKlMnOp?');
    expect(lineOf(cassette.find(again, none))).toBe(3);
    const spelt = cassette.find(ask('spell it'), none);
    expect(spelt).toMatchObject({
      entry: { response: { body: { choices: [{ message: { content: '[redacted]' } }] } } },
    });
  });

  test('leaves out what no provider answered', () => {
    const recorder = new CassetteRecorder(file, options);
    const refused = { ...exchangeOf('x', { state: 'error', status: 401 }), request: undefined };
    const ours = (type: string) =>
      exchangeOf('x', {
        state: 'error',
        status: 404,
        completion: undefined,
        body: { error: { message: 'm', type } },
      });
    for (const exchange of [
      refused,
      exchangeOf('x', { state: 'pending' }),
      exchangeOf('x', { state: 'aborted', body: undefined, completion: undefined }),
      exchangeOf('x', { completion: undefined, body: { object: 'other' } }),
      ours('cassette_miss'),
      ours('spending_limit'),
    ]) {
      expect(recorder.add(exchange)).toBe(false);
    }
    expect(recorder.count).toBe(0);
    expect(openCassette(file).entries).toEqual([]);
  });

  test('an existing file is refused, appended to or replaced, as was said', () => {
    new CassetteRecorder(file, options).add(exchangeOf('one'));
    expect(() => new CassetteRecorder(file, options)).toThrow(/exists already/);
    expect(openCassette(file).entries).toHaveLength(1);
    writeFileSync(file, readFileSync(file, 'utf8').trimEnd());
    new CassetteRecorder(file, { ...options, existing: 'append' }).add(exchangeOf('two'));
    expect(openCassette(file).entries.map(({ line }) => line)).toEqual([2, 3]);
    new CassetteRecorder(file, { ...options, existing: 'replace' }).add(exchangeOf('three'));
    expect(openCassette(file).entries).toHaveLength(1);
    writeFileSync(file, 'my notes\n');
    expect(() => new CassetteRecorder(file, { ...options, existing: 'append' })).toThrow(/no cassette/);
    expect(readFileSync(file, 'utf8')).toBe('my notes\n');
    const inFile = path.join(file, 'under-a-file.jsonl');
    expect(() => new CassetteRecorder(inFile, options)).toThrow(/can't be written.*Check the folder/);
  });
});

describe('opening', () => {
  const header = JSON.stringify({
    agentlings: 'cassette',
    version: 1,
    recorded: '2026-11-24T08:00:00Z',
    provider: 'p',
  });
  const good = JSON.stringify({
    request: ask('x'),
    response: { state: 'error', status: 500, headers: { 'set-cookie': 'a=b', 'retry-after': '1' }, ms: 1 },
  });

  test.each([
    ['', /is empty.*record it again/],
    ['hello', /is no cassette: line 1/],
    ['{"agentlings":"progress"}', /is no cassette/],
    [header.replace('"version":1', '"version":2'), /newer Agentlings.*Update/],
    [header.replace('2026', 'soon'), /line 1: "recorded" is wrong/],
    [`${header}\n${good}\n{"request":{"mod`, /line 3 is no JSON.*Delete this line/],
    [`${header}\n\n${good.replace('500', '"500"')}`, /line 3: "response.status" is wrong/],
    [`${header}\n${good.replace('"model"', '"mode"')}`, /line 2: "request.model" is wrong/],
    [
      `${header}\n${good.replace('"error"', '"completed"')}`,
      /line 2: a completed response needs a completion/,
    ],
  ])('says of %j what is wrong', (text, wanted) => {
    writeFileSync(file, text);
    expect(() => openCassette(file)).toThrow(
      expect.objectContaining({
        name: 'CassetteError',
        message: expect.stringMatching(wanted),
      }) as CassetteError,
    );
  });

  test('says so when there is none', () => {
    expect(() => openCassette(path.join(folder, 'none.jsonl'))).toThrow(/There is no cassette .*none\.jsonl/);
    expect(() => openCassette(folder)).toThrow(/can't be read/);
  });

  test('believes no headers that it would not have written', () => {
    writeFileSync(file, `\uFEFF${header}\r\n${good}\r\n`);
    expect(openCassette(file).entries[0]?.response.headers).toEqual({ 'retry-after': '1' });
  });
});

describe('finding', () => {
  function cassetteOf(...questions: string[]) {
    const recorder = new CassetteRecorder(file, options);
    for (const question of questions) recorder.add(exchangeOf(question));
    return openCassette(file);
  }

  test('equal requests in their order, the last again and again, whatever is asked in between', () => {
    const cassette = cassetteOf('a', 'b', 'a', 'c');
    const taken = new Set<number>();
    const next = (question: string) => {
      const line = lineOf(cassette.find(ask(question), taken));
      if (typeof line === 'number') taken.add(line);
      return line;
    };
    expect(['c', 'a', 'b', 'a', 'a', 'a', 'b'].map(next)).toEqual([5, 2, 3, 4, 4, 4, 3]);
  });

  test('another model only when any will do, and then the same one first', () => {
    const recorder = new CassetteRecorder(file, options);
    recorder.add(exchangeOf('a'));
    recorder.add(exchangeOf('a', {}, { model: 'gpt-4o' }));
    const cassette = openCassette(file);
    const other = { ...ask('a'), model: 'o3' };
    expect(lineOf(cassette.find(other, none))).toMatch(
      /line 2.* differs in model: recorded "gpt-4o-mini", sent "o3"/,
    );
    expect(lineOf(cassette.find(other, none, { anyModel: true }))).toBe(2);
    expect(lineOf(cassette.find({ ...ask('a'), model: 'gpt-4o' }, none, { anyModel: true }))).toBe(3);
  });

  test('a miss names the nearest request and what differs first', () => {
    const cassette = cassetteOf(
      'What is the weather in Lisbon?',
      'Tell me a story about a lighthouse keeper.',
    );
    const missed = (request: Parameters<typeof cassette.find>[0]) =>
      String(lineOf(cassette.find(request, none)));
    expect(missed(ask('What is the weather in Porto?'))).toMatch(
      /line 2\) differs in message 1 \(user, content: recorded ".*Lisbon\?", sent ".*Porto\?"\)/,
    );
    const story = 'Tell me a story about a lighthouse keeper.';
    expect(missed({ ...ask(story), temperature: 0.5 } as never)).toMatch(
      /line 3\) differs in temperature: recorded without, sent 0\.5/,
    );
    expect(
      missed({ ...ask(story), messages: [...ask(story).messages, { role: 'user', content: 'More.' }] }),
    ).toMatch(/line 3\) differs in the number of messages: recorded 1, sent 2/);
    expect(missed({ ...ask(story), messages: [{ role: 'system', content: story }] })).toMatch(
      /line 3\) differs in message 1 \(role: recorded "user", sent "system"\)/,
    );
    const long = missed(ask(`${'Tell me a story about '.repeat(400)}a dog`));
    expect(long.length).toBeLessThan(400);
    rmSync(file);
    expect(lineOf(cassetteOf().find(ask('a'), none))).toMatch(/it is empty/);
  });
});
