import { transformSync } from 'esbuild';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  defaultSettings,
  type PlaygroundMessage,
  type PlaygroundSettings,
} from '../../model/playground/request.ts';
import { programOf } from './program.ts';

function program(messages: readonly PlaygroundMessage[], settings: Partial<PlaygroundSettings> = {}): string {
  const request = { settings: { ...defaultSettings, ...settings }, messages };
  return programOf(request, 'A test', 'npm run workshop -- run --file playground/test.ts');
}

/** The request that a program makes, by running what it says between its imports and its output. */
function requestIn(text: string): unknown {
  const { code } = transformSync(text, { loader: 'ts', format: 'esm' });
  const call = code
    .replace(/^import .*$/gm, '')
    .replace('await client.chat.completions.create(', 'capture(')
    .replace(/for await[\s\S]*|console\.log[\s\S]*/, '');
  let captured: unknown;
  const capture = (request: unknown) => {
    captured = request;
  };
  new Function('capture', 'OpenAI', call)(capture, class {});
  return captured;
}

test('a streamed conversation becomes a program that streams', () => {
  const text = program(
    [
      { role: 'system', content: "You're a guide." },
      { role: 'user', content: 'Where to?\nAnd "when"?' },
    ],
    { temperature: 0, max_tokens: 20 },
  );
  expect(text).toContain('// Run it here: npm run workshop -- run --file playground/test.ts');
  expect(text).toContain("  { role: 'system', content: 'You\\'re a guide.' },");
  expect(text).toContain("  { role: 'user', content: 'Where to?\\nAnd \"when\"?' },");
  expect(text).toContain('for await (const chunk of stream)');
  expect(requestIn(text)).toEqual({
    model: 'gpt-4o-mini',
    messages: [
      { role: 'system', content: "You're a guide." },
      { role: 'user', content: 'Where to?\nAnd "when"?' },
    ],
    temperature: 0,
    max_tokens: 20,
    stream: true,
  });
});

test('without streaming it prints the reply, and what is not set is not sent', () => {
  const text = program([{ role: 'user', content: 'Hello' }], { stream: false });
  expect(text).toContain('console.log(completion.choices[0]?.message.content);');
  expect(requestIn(text)).toEqual({ model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'Hello' }] });
});

test('the last question is asked again: a reply at the end is left out', () => {
  const messages = [
    { role: 'user', content: 'one' },
    { role: 'assistant', content: 'two' },
    { role: 'user', content: 'three' },
  ] as const;
  const text = program([...messages, { role: 'assistant', content: 'four' }]);
  expect(requestIn(text)).toMatchObject({ messages });
});

test('whatever a message says, the program sends it to the letter', () => {
  const content = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('`$\u007b1}`', "\\'", '*/ //', '\u2028\u0000\x1b[31m', '\r\n\t', '</script>', '\ud800'),
  );
  fc.assert(
    fc.property(fc.array(content, { minLength: 1, maxLength: 4 }), (contents) => {
      const messages = contents.map((each) => ({ role: 'user' as const, content: each }));
      expect(requestIn(program(messages))).toMatchObject({ messages });
    }),
    { numRuns: 60 },
  );
});
