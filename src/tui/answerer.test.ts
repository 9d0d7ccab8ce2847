import { expect, test } from 'vitest';
import { Story } from './story.fixture.ts';

const live = { answerer: { provider: 'Ollama', live: true } };
const atExercise = (more = {}) => new Story(more).press('down', 'return');

test('who answers is in the first line of every screen, at the smallest size too', () => {
  for (const size of [
    { columns: 60, rows: 15 },
    { columns: 120, rows: 40 },
  ]) {
    const story = new Story({ ...live, size });
    for (const keys of [
      [],
      ['?'],
      ['?', ':'],
      ['escape', 'return'],
      ['o'],
      ['escape', 'n', 'escape', 'down', 'return'],
    ]) {
      expect(story.press(...keys).rows()[0]).toContain('live: Ollama');
    }
  }
  expect(new Story().rows()[0]).toContain('simulated model');
});

test('a long name of a provider leaves room for the rest', () => {
  const answerer = { provider: `${'a-gateway-'.repeat(9)}.example`, live: true };
  expect(new Story({ answerer, size: { columns: 60 } }).rows()[0]).toMatch(
    /Agentlings.*live: a-gateway.*done/,
  );
});

test('with a provider a save runs live, and g grades with the simulated model', () => {
  const story = atExercise(live).send({ type: 'saved', exerciseId: 'ask' });
  expect(story.asked('run')).toMatchObject([{ exerciseId: 'ask', live: true }]);
  expect(story.asked('grade')).toHaveLength(0);
  expect(story.screen()).toMatch(/run #1 · running · .* · Ollama/);
  expect(story.press('g').asked('grade')).toHaveLength(1);
  expect(story.screen()).toMatch(/grade #2 · grading · .* · simulated model/);
});

test('a save leaves a tab that was chosen alone', () => {
  const story = atExercise(live).press('3').send({ type: 'saved', exerciseId: 'ask' });
  expect(story.state.tab.ask).toBe('checks');
  expect(atExercise(live).send({ type: 'saved', exerciseId: 'ask' }).state.tab.ask).toBe('output');
});

test('after a live run it is said whose fault what was, and what it took', () => {
  const story = atExercise(live).press('r');
  const closing = [
    { kind: 'bad', text: 'Your code (request 1): Ollama refuses `logit_bias`.' },
    { kind: 'info', text: 'Tokens: 12 sent, 5 came back.' },
  ] as const;
  story.send({ type: 'work', runId: 1, event: { type: 'attempt-started', attempt: 0, title: '', args: [] } });
  story.send({ type: 'ran', runId: 1, closing });
  expect(story.rows().at(-2)).toContain('Your code (request 1)');
  expect(story.screen()).toContain('Tokens: 12 sent, 5 came back.');
});

test('L turns to the simulated model and back, reading anew what is configured', () => {
  const story = atExercise(live).press('L');
  expect(story.rows()[0]).toContain('simulated model');
  expect(story.press('r').asked('run').at(-1)).toMatchObject({ live: false });
  expect(story.press('L').asked('read-provider')).toHaveLength(1);
  story.send({ type: 'provider', provider: 'LM Studio' });
  expect(story.rows()[0]).toContain('live: LM Studio');
  expect(story.press('r').asked('run').at(-1)).toMatchObject({ live: true });
});

test('L without a provider says how to get one, and a mistake is told', () => {
  const story = atExercise().press('L').send({ type: 'provider' });
  expect(story.rows().at(-2)).toContain('No provider is configured.');
  story.press('L').send({ type: 'provider', problem: 'agentlings.yaml:2: no such preset' });
  expect(story.rows().at(-2)).toContain('agentlings.yaml:2');
  expect(story.rows()[0]).toContain('simulated model');
});
