import { expect, test } from 'vitest';
import { WorkshopError } from './errors.ts';
import { lessonSchema } from './schema.ts';
import { parseYaml } from './yaml.ts';

function parse(playground: string) {
  const text = `title: A lesson\nminutes: 3\nplayground:\n${playground}`;
  return parseYaml({ file: 'lesson.md', text, linesBefore: 1 }, lessonSchema).playground;
}

test('a lesson may prepare its playground, as far as it likes', () => {
  expect(parse('  ask: Where to?')).toEqual({ ask: 'Where to?', messages: [] });
  const all = parse(
    [
      '  system: |',
      '    You are a guide.',
      '  model: gpt-4o',
      '  temperature: 0',
      '  max_tokens: 20',
      '  top_p: 0.5',
      '  stream: false',
      '  messages:',
      '    - { role: user, content: Hello }',
      '    - { role: assistant, content: Good day }',
    ].join('\n'),
  );
  expect(all).toEqual({
    system: 'You are a guide.',
    model: 'gpt-4o',
    temperature: 0,
    max_tokens: 20,
    top_p: 0.5,
    stream: false,
    messages: [
      { role: 'user', content: 'Hello' },
      { role: 'assistant', content: 'Good day' },
    ],
  });
});

test.each([
  ['  temperature: 3', 'lesson.md:5: "playground.temperature": expected 2 or less'],
  ['  temperature: warm', 'lesson.md:5: "playground.temperature": expected a number from 0 to 2'],
  ['  max_tokens: 0', 'lesson.md:5: "playground.max_tokens": expected at least 1 token'],
  ['  top_p: 7', 'lesson.md:5: "playground.top_p": expected 1 or less'],
  ['  stream: sometimes', 'lesson.md:5: "playground.stream": expected true or false'],
  ['  model: my model', 'expected the name of a model, for example gpt-4o-mini'],
  ['  ask: ""', 'lesson.md:5: "playground.ask": expected text, but it is empty'],
  ['  colour: red', 'lesson.md:5: "playground": Unrecognized key: "colour"'],
  [
    '  messages:\n    - { role: tool, content: 3 }',
    'lesson.md:6: "playground.messages[0].role": expected one of system, developer, user, assistant',
  ],
  ['  messages: hello', 'expected a list of messages, each with role and content'],
  [
    '  system: One\n  messages:\n    - { role: system, content: Two }',
    'expected the system message once, as "system" or in "messages", but it is in both',
  ],
])('%j is told with its place', (yaml, message) => {
  const mistake = () => parse(yaml);
  expect(mistake).toThrow(WorkshopError);
  expect(mistake).toThrow(message);
});
