import { describe, expect, test } from 'vitest';
import type { WorkEvent } from '../grading/types.ts';
import { exchange } from '../render/transcript.fixture.ts';
import { attempt, check, result, Story, type StoryOptions } from './story.fixture.ts';

const user = (content: string) => ({ role: 'user', content });
const conversation = [
  exchange(0, { model: 'gpt-4o-mini', messages: [user('When?')] }),
  exchange(1, {
    model: 'gpt-4o-mini',
    messages: [user('When?'), { role: 'assistant', content: 'In May.' }, user('Where?')],
    temperature: 0.2,
  }),
  exchange(
    2,
    { model: 'gpt-4o-mini', messages: [user('How?')] },
    {
      state: 'error',
      status: 429,
      body: { error: { message: 'Slow.', code: 'rate_limit_exceeded' } },
      completion: undefined,
    },
  ),
];

/** In Wire, after a grade whose failed check is about the second request. */
function inWire(options: StoryOptions = {}): Story {
  const story = new Story({ size: { columns: 100, rows: 40 }, ...options }).press('down', 'return', 'g');
  const runId = story.runId();
  const ended = attempt('', { exchanges: conversation });
  story.send({
    type: 'work',
    runId,
    event: { type: 'attempt-started', attempt: 0, title: 'three turns', args: [] },
  });
  story.send({ type: 'work', runId, event: { type: 'attempt-ended', attempt: 0, result: ended } });
  const failed = check('keeps', 'failed', { pointer: { attempt: 0, exchange: 1, message: 0 } });
  return story.send({ type: 'graded', runId, result: result([check('asks', 'passed'), failed]) });
}

describe('Wire', () => {
  test('lists the requests: status, messages, tokens, end; the one that the failed check is about is marked', () => {
    const screen = inWire().press('4').screen();
    expect(screen).toMatch(/ {2}1 +✓ 200 +1 +21→9 +█+ +82 ms +stop/);
    expect(screen).toMatch(/▸ 2 +✓ 200 +3 \+2 +21→9/);
    expect(screen).toMatch(/3 +✗ 429 +1 \+1 .*rate_lim/);
    expect(screen).toContain('3 requests · 42 + 18 tokens');
  });

  test('Right and Left turn to the next and the previous request', () => {
    const story = inWire({ size: { columns: 80, rows: 18 } }).press('4', 'right');
    expect(story.screen()).toContain('3  POST /v1/chat/completions');
    expect(story.press('left', 'left').screen()).toContain('1  POST /v1/chat/completions');
    expect(story.press('home').screen()).toMatch(/▸ 1 /);
    expect(story.press('left', 'left', 'home').screen()).toMatch(/▸ 1 /);
  });

  test('o shows the JSON of both sides, and the transcript again', () => {
    const story = inWire().press('4', 'o');
    expect(story.screen()).toContain('Request 2, as it was sent');
    expect(story.screen()).toContain('"temperature": 0.2');
    expect(story.press('o').screen()).toContain('1  POST /v1/chat/completions');
  });

  test('d shows what differs from the request before', () => {
    const story = inWire().press('4', 'd');
    expect(story.screen()).toMatch(/\+ +"temperature": 0\.2/);
    expect(story.press('left').screen()).toContain('This is the first request.');
  });

  test('y copies the marked request as a command', () => {
    const [copied] = inWire().press('4', 'y').asked('copy');
    expect(copied?.text).toContain('curl -sS -X POST');
    expect(copied?.text).toContain('"temperature":0.2');
    expect(copied?.fileName).toBe('curl.sh');
  });

  test('at 60 columns and with ten thousand requests the frame is whole', () => {
    const many = Array.from({ length: 10_000 }, (_, index) =>
      exchange(index, { model: 'gpt-4o-mini', messages: [user(`${index}?`)] }),
    );
    const story = new Story({ size: { columns: 60, rows: 40 } }).press('down', 'return', 'r');
    const runId = story.runId();
    story.send({
      type: 'work',
      runId,
      event: { type: 'attempt-ended', attempt: 0, result: attempt('', { exchanges: many }) },
    });
    story.send({ type: 'ran', runId }).press('4', 'right', 'right');
    expect(story.screen()).toContain('3  POST /v1/chat/completions');
    expect(story.press('home').screen()).toContain('9988 more');
    for (const row of story.rows()) expect(row).toHaveLength(60);
  });
});

describe('a failed check', () => {
  test('says which request it is about, and Enter shows that in Wire', () => {
    const story = inWire().press('3');
    expect(story.screen()).toContain('request 2, message 1: Enter shows it in Wire');
    story.press('return');
    expect(story.rows()[3]).toContain('[Wire');
    expect(story.screen()).toContain('2  POST /v1/chat/completions');
  });

  test('comes to the message that it is about, which is marked and not folded', () => {
    const story = inWire({ size: { columns: 80, rows: 16 } }).press('3', 'home', 'return');
    expect(story.screen()).toMatch(/▸ user +When\?/);
    expect(story.press('right', 'left').screen()).not.toMatch(/▸ user/);
  });

  test('that is about no request says so', () => {
    const story = new Story().press('down', 'return', 'g');
    story.send({ type: 'graded', runId: story.runId(), result: result([check('ends', 'failed')]) });
    expect(story.press('3', 'return').screen()).toContain('This check is about no one request');
  });
});

test('of thousands of requests those around the marked one are laid out, and all can be turned to', () => {
  const story = new Story({ size: { columns: 100, rows: 40 } }).press('down', 'return', 'r');
  const runId = story.runId();
  const work = (event: WorkEvent) => story.send({ type: 'work', runId, event });
  work({ type: 'attempt-started', attempt: 0, title: '', args: [] });
  const many = Array.from({ length: 1_300 }, (_, index) =>
    exchange(index, { model: 'gpt-4o-mini', messages: [user(`Question ${index}?`)] }),
  );
  for (const each of many) work({ type: 'exchange', attempt: 0, exchange: each });
  work({ type: 'attempt-ended', attempt: 0, result: attempt('', { exchanges: many }) });
  story.press('4', 'end');
  expect(story.screen()).toContain('… 800 requests after these: → turns to them');
  for (let count = 0; count < 505; count += 1) story.press('right');
  expect(story.screen()).toContain('506  POST /v1/chat/completions');
  expect(story.press('home').screen()).toContain('1300 requests');
  story.press('page-down', 'page-down');
  expect(story.screen()).toContain('Question');
});
