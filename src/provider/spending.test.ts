import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import OpenAI, { RateLimitError } from 'openai';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startEndpoint } from '../model/endpoint.ts';
import type { ChatRequest, Usage } from '../model/types.ts';
import { SpendingError, SpendingGuard, spendingAnswer } from './spending.ts';
import { SpendingLedger } from './spending-ledger.ts';
import { spendingText } from './spending-text.ts';
import type { SpendingLimits } from './spending-types.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'agentlings-spending-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const guardOf = (limits: SpendingLimits, now?: () => Date) => new SpendingGuard({ folder, limits, now });
/** Eight tokens of prompt: three for the message, one for its role, one of text, three that begin the reply. */
const prompt = 8;
const hi = (more: Partial<ChatRequest> = {}): ChatRequest => ({
  model: 'gpt-4o-mini',
  messages: [{ role: 'user', content: 'Hi' }],
  max_completion_tokens: 92,
  ...more,
});
const usageOf = (prompt_tokens: number, completion_tokens: number): Usage => ({
  prompt_tokens,
  completion_tokens,
  total_tokens: prompt_tokens + completion_tokens,
});

describe('estimates', () => {
  test.each([
    [{}, prompt + 92],
    [{ max_completion_tokens: undefined, max_tokens: 10 }, prompt + 10],
    [{ max_completion_tokens: null }, prompt + 4096],
    [{ n: 3 }, prompt + 3 * 92],
  ])('of %j', async (more, tokens) => {
    const { cost } = await guardOf({}).reserve(hi(more));
    expect(cost.tokens).toBe(tokens);
    expect(cost.dollars).toBeCloseTo((prompt * 0.15 + (tokens - prompt) * 0.6) / 1e6, 12);
  });
});

describe('limits', () => {
  test.each(['perRunTokens', 'perDayTokens'] as const)('%s may be reached, not passed', async (name) => {
    const guard = guardOf({ [name]: 200 });
    await guard.reserve(hi());
    await guard.reserve(hi());
    await expect(guard.reserve(hi({ max_completion_tokens: 1 }))).rejects.toThrow(SpendingError);
    expect(guard.summary()).toMatchObject({
      run: { tokens: 200, requests: 2 },
      day: { tokens: 200, requests: 2 },
    });
    const short = guardOf({ [name]: 99 });
    rmSync(folder, { recursive: true });
    await expect(short.reserve(hi())).rejects.toThrow(/limit of 99 tokens/);
  });

  test.each(['perRunDollars', 'perDayDollars'] as const)(
    '%s too, to the last fraction of a cent',
    async (name) => {
      const each = (prompt * 0.15 + 92 * 0.6) / 1e6;
      const guard = guardOf({ [name]: 3 * each });
      for (let turn = 0; turn < 3; turn += 1) await guard.reserve(hi());
      await expect(guard.reserve(hi({ max_completion_tokens: 1 }))).rejects.toThrow(
        name === 'perRunDollars' ? 'per_run_dollars' : 'per_day_dollars',
      );
    },
  );

  test('0 sends nothing; what is no number from 0 is no limit', async () => {
    await expect(guardOf({ perRunTokens: 0 }).reserve(hi())).rejects.toThrow(SpendingError);
    await expect(guardOf({ perDayDollars: 0 }).reserve(hi())).rejects.toThrow(SpendingError);
    for (const wrong of [-1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => guardOf({ perDayTokens: wrong })).toThrow(/perDayTokens must be a number from 0/);
    }
  });

  test('requests that are asked for together do not slip through together', async () => {
    const guard = guardOf({ perRunTokens: 350 });
    const results = await Promise.allSettled(Array.from({ length: 8 }, () => guard.reserve(hi())));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
  });

  test('what was reported takes the place of the estimate; without a report it stays', async () => {
    const guard = guardOf({ perRunTokens: 250 });
    const [first, second] = [await guard.reserve(hi()), await guard.reserve(hi())];
    await expect(guard.reserve(hi())).rejects.toThrow(SpendingError);
    guard.settle(first, usageOf(8, 12));
    guard.settle(first, usageOf(0, 0));
    guard.settle(second, undefined);
    const third = await guard.reserve(hi());
    expect(guard.summary().run.tokens).toBe(20 + 100 + 100);
    guard.release(third);
    guard.release(second);
    expect(guard.summary()).toMatchObject({ run: { tokens: 120 }, day: { tokens: 120, requests: 2 } });
    const other = await guard.reserve(hi());
    guard.settle(other, { ...usageOf(8, 12), prompt_tokens: Number.NaN });
    expect(guard.summary().run.tokens).toBe(220);
  });

  test('reasoning that only the total counts is paid for as an answer', async () => {
    const guard = guardOf({});
    guard.settle(await guard.reserve(hi()), { prompt_tokens: 10, completion_tokens: 5, total_tokens: 1015 });
    const { run } = guard.summary();
    expect(run.tokens).toBe(1015);
    expect(run.dollars).toBeCloseTo((10 * 0.15 + 1005 * 0.6) / 1e6, 9);
  });

  test('a day ends at midnight in local time, and a late report belongs to the day of its request', async () => {
    let now = new Date(2026, 10, 24, 23, 59);
    const guard = guardOf({ perDayTokens: 100 }, () => now);
    const late = await guard.reserve(hi());
    await expect(guard.reserve(hi())).rejects.toThrow(SpendingError);
    now = new Date(2026, 10, 25, 0, 1);
    guard.settle(late, usageOf(8, 2));
    await guard.reserve(hi());
    expect(guard.summary()).toMatchObject({ run: { tokens: 110 }, day: { tokens: 100 } });
    expect(readdirSync(folder).sort()).toEqual(['spending-2026-11-24.jsonl', 'spending-2026-11-25.jsonl']);
    expect(new SpendingLedger(folder, new Date(2026, 10, 24, 12)).read().costs.get(late.id)?.tokens).toBe(10);
  });

  test('a day is shared by runs, a run is not', async () => {
    const first = guardOf({});
    first.settle(await first.reserve(hi()), usageOf(50, 30));
    const second = guardOf({ perRunTokens: 100, perDayTokens: 180 });
    await second.reserve(hi());
    expect(second.summary()).toMatchObject({ run: { tokens: 100 }, day: { tokens: 180 } });
    await expect(guardOf({ perDayTokens: 180 }).reserve(hi({ max_tokens: 1 }))).rejects.toThrow(
      /Used today: 180 tokens/,
    );
  });
});

describe('prices that are not known', () => {
  const llama = hi({ model: 'llama3.2' });

  test('count tokens only, and are said', async () => {
    const guard = guardOf({ perDayTokens: 300 });
    await guard.reserve(llama);
    expect(spendingText(guard.summary())).toBe(
      'This run: 100 tokens, price unknown. Today: 100 tokens, price unknown.',
    );
    guard.settle(await guard.reserve(hi()), usageOf(10, 0));
    expect(spendingText(guard.summary())).toBe(
      'This run: 110 tokens, $0.000002 and a request with price unknown. Today: 110 tokens, $0.000002 and a request with price unknown.',
    );
    await expect(guard.reserve(hi({ model: 'llama3.2', n: 3 }))).rejects.toThrow(/per_day_tokens/);
  });

  test('make a limit in dollars impossible to keep', async () => {
    await expect(guardOf({ perDayDollars: 1.5 }).reserve(llama)).rejects.toThrow(
      'Not sent: the price of the model "llama3.2" is unknown, so the limit of $1.50 (per_day_dollars) can\'t be kept. Set per_day_tokens in the place of per_day_dollars in the settings of your provider.',
    );
    const own = new SpendingGuard({ folder, limits: { perDayDollars: 1.5 }, costOf: () => 0 });
    expect(await own.reserve(llama)).toMatchObject({ cost: { tokens: 100, dollars: 0 } });
  });
});

describe('the ledger', () => {
  const today = () => new SpendingLedger(folder, new Date());

  test('a broken line never makes it look as if less was spent', async () => {
    const guard = guardOf({});
    guard.settle(await guard.reserve(hi()), usageOf(60, 20));
    await guard.reserve(hi());
    const { file } = today();
    const lines = readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line !== '');
    const sumWith = (text: string) => {
      writeFileSync(file, text);
      const { day, unreadable } = guardOf({}).summary();
      return [day.tokens, unreadable];
    };
    expect(sumWith(lines.join('\n'))).toEqual([180, 0]);
    const [reserve = '', settle = '', open = ''] = lines;
    // Without what was settled the estimate stands; without the estimate, what was settled.
    expect(sumWith([reserve, settle.slice(0, 20), open].join('\n'))).toEqual([200, 1]);
    expect(sumWith([reserve.slice(0, 20), settle, open].join('\n'))).toEqual([180, 1]);
    // Costs that can still be read are counted, and records that have run together are told apart.
    expect(sumWith([reserve, settle, open.slice(0, -1)].join('\n'))).toEqual([180, 1]);
    expect(sumWith([reserve, settle + open].join('\n'))).toEqual([180, 1]);
    expect(sumWith([reserve, settle, open, '{"kind":"reserve","tokens":-5}', '\u0000'].join('\n'))).toEqual([
      180, 2,
    ]);
    expect(spendingText(guardOf({}).summary())).toContain("2 lines of today's record can't be read");
  });

  test('a record that a crash has cut spoils none that comes after', async () => {
    mkdirSync(folder, { recursive: true });
    appendFileSync(today().file, '{"kind":"reserve","id":"x","at"');
    const guard = guardOf({ perDayTokens: 100 });
    await guard.reserve(hi());
    expect(guardOf({}).summary()).toMatchObject({ day: { tokens: 100, requests: 1 }, unreadable: 1 });
  });

  test('a run knows what it spent, whatever becomes of the file', async () => {
    const guard = guardOf({ perDayTokens: 150 });
    await guard.reserve(hi());
    rmSync(folder, { recursive: true });
    expect(guard.summary().day.tokens).toBe(100);
    await expect(guard.reserve(hi())).rejects.toThrow(/Used today: 100 tokens/);
  });

  test('where no ledger can be kept nothing is sent, and a report is written as soon as it can be', async () => {
    const guard = guardOf({});
    const reservation = await guard.reserve(hi());
    const text = readFileSync(today().file, 'utf8');
    rmSync(folder, { recursive: true });
    writeFileSync(folder, '');
    guard.settle(reservation, usageOf(500, 500));
    await expect(guard.reserve(hi())).rejects.toThrow(
      /Not sent: spending can't be kept count of.*Check that the folder/,
    );
    rmSync(folder);
    mkdirSync(folder);
    writeFileSync(today().file, text);
    await guard.reserve(hi());
    expect(guardOf({}).summary().day.tokens).toBe(1100);
  });

  test('of two that find room for one, the one whose line comes first has it', async () => {
    const at = new Date(2026, 10, 24, 12);
    const ledger = new SpendingLedger(folder, at);
    const other = { kind: 'reserve', id: 'other', at: '', model: 'm', tokens: 100, dollars: 0 } as const;
    let looks = 0;
    // The second time is asked for after the first look and right before the line is written.
    const now = () => {
      looks += 1;
      if (looks === 2) ledger.append(other);
      return at;
    };
    const guard = guardOf({ perDayTokens: 150 }, now);
    await expect(guard.reserve(hi())).rejects.toThrow(/Used today: 100 tokens/);
    expect(guard.summary()).toMatchObject({ run: { tokens: 0 }, day: { tokens: 100, requests: 1 } });
    // A line that came later takes nothing away.
    const first = guardOf({ perDayTokens: 250 }, () => at);
    const { id } = await first.reserve(hi({ max_completion_tokens: 142 }));
    ledger.append({ ...other, id: 'late' });
    expect([...ledger.read(id).costs.keys()]).toEqual(['other', id]);
  });

  test('two processes at once do not pass a limit together', async () => {
    const child = fileURLToPath(new URL('./spending.fixture.ts', import.meta.url));
    const processes = [1, 2].map(() =>
      execa(process.execPath, ['--import', 'tsx', child, folder, '2000', '15']),
    );
    // Listened to all at once, or the quicker one's word is missed.
    await Promise.all(processes.map((each) => new Promise((resolve) => each.stdout.once('data', resolve))));
    for (const each of processes) each.stdin.write('go\n');
    const given = (await Promise.all(processes)).map(({ stdout }) => Number(stdout.split('\n')[1]));
    const sum = given.reduce((total, each) => total + each, 0);
    // Thirty were wanted, room is for twenty.
    expect(sum).toBe(20);
    const { day, unreadable } = guardOf({}).summary();
    expect([day.tokens, day.requests, unreadable]).toEqual([2000, 20, 0]);
  });
});

test('a refusal says limit, use, what the request could cost and where to change it; clients do not try again', async () => {
  const guard = new SpendingGuard({ folder, limits: { perDayDollars: 0.001 }, changeIn: 'agentlings.yaml' });
  await guard.reserve(hi({ max_completion_tokens: 1000 }));
  const endpoint = await startEndpoint({
    token: 't',
    seed: 's',
    knowledge: [],
    responder: async (request) => {
      try {
        await guard.reserve(request);
      } catch (error) {
        if (error instanceof SpendingError) return spendingAnswer(error);
        throw error;
      }
      return { kind: 'reply', choices: [{ content: 'sent' }] };
    },
  });
  const client = new OpenAI({ baseURL: endpoint.baseURL, apiKey: 't' });
  const error: unknown = await client.chat.completions
    .create({ model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'Hi' }] })
    .catch((reason) => reason);
  await endpoint.close();
  expect(error).toBeInstanceOf(RateLimitError);
  expect(endpoint.exchanges).toHaveLength(1);
  expect(String(error)).toBe(
    'Error: 429 Not sent: this request could pass the limit of $0.001 for a day. Used today: $0.000601. This request: up to $0.002459 (8 tokens in the prompt, 4,096 for the answer, which has no limit of its own). Set a smaller max_completion_tokens, or change per_day_dollars in agentlings.yaml.',
  );
});
