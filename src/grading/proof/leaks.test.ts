import { expect, test } from 'vitest';
import type { Exchange } from '../../model/types.ts';
import type { Attempt } from '../../runner/types.ts';
import type { WorkEvent } from '../types.ts';
import { LeakSearch, Listener } from './leaks.ts';

const hidden = 0;
const visible = 1;

function started(attempt: number, args: readonly string[], stdin?: string): WorkEvent {
  return { type: 'attempt-started', attempt, title: '', args, stdin, hidden: attempt === hidden };
}

function replied(attempt: number, content: string, toolArguments = '{}'): WorkEvent {
  const choice = {
    content,
    refusal: null,
    toolCalls: [{ id: 'c', name: 'tool', arguments: toolArguments }],
    finishReason: 'stop',
  };
  const exchanges = [
    { response: { completion: { model: 'm', choices: [choice] } } },
  ] as unknown as Exchange[];
  return { type: 'attempt-ended', attempt, result: { exchanges } as unknown as Attempt };
}

/** What a submission's attempts had in them. */
function heard(...events: readonly WorkEvent[]): Listener {
  const listener = new Listener();
  for (const event of events) listener.hear(event);
  return listener;
}

test('arguments of hidden scenarios are found in what learners read, also inside of JSON', () => {
  const leaks = new LeakSearch();
  leaks.hear(
    heard(started(hidden, ['When do the lavender fields bloom?', '{"Ghent": "hail and \\"thunder\\""}'])),
  );
  leaks.read('README.md', 'For example: When do the lavender fields bloom?');
  leaks.read('a verdict', JSON.stringify({ actual: 'hail and "thunder"' }));
  expect(leaks.findings()).toEqual([
    'README.md tells of a hidden scenario: "When do the lavender fields bloom?"',
    'a verdict tells of a hidden scenario: "hail and \\"thunder\\""',
  ]);
});

test('so are standard input, lines of replies, arguments of tool calls, and words that follow from the seed', () => {
  const leaks = new LeakSearch();
  leaks.hear(
    heard(
      started(hidden, [], 'the ferry sails at noon\nno\n'),
      replied(hidden, 'First of all\nIt is called amber heron.', '{"city": "Nuuk-on-Sea"}'),
    ),
  );
  leaks.read('input', 'it read: the ferry sails at noon');
  leaks.read('line', 'seen: First of all');
  leaks.read('tool', 'asked for Nuuk-on-Sea');
  leaks.read('words', 'no mention of amber heron');
  expect(leaks.findings()).toEqual([
    'input tells of a hidden scenario: "the ferry sails at noon"',
    'line tells of a hidden scenario: "First of all"',
    'words tells of a hidden scenario: "amber heron"',
    'tool tells of a hidden scenario: "Nuuk-on-Sea"',
  ]);
});

test('what a visible scenario has too, and short texts, are no secrets', () => {
  const leaks = new LeakSearch();
  leaks.hear(heard(started(hidden, ['Where is Lisbon?', '12']), replied(hidden, 'In Portugal.')));
  leaks.hear(heard(started(visible, ['Where is Lisbon?']), replied(visible, 'In Portugal.')));
  leaks.read('README.md', 'Where is Lisbon? 12. In Portugal.');
  expect(leaks.findings()).toEqual([]);
});

test('a single word in a text that is about much else is there by chance, and a sentence is not', () => {
  const leaks = new LeakSearch();
  leaks.hear(heard(started(hidden, ['translator', 'When does the ferry sail?'])));
  leaks.read('a lesson', 'A translator asks: When does the ferry sail?', true);
  expect(leaks.findings()).toEqual(['a lesson tells of a hidden scenario: "When does the ferry sail?"']);
});
