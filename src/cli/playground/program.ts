import { type PlaygroundRequest, withoutLastReply } from '../../model/playground/request.ts';

/**
 * A request as a program of its own: it asks the last question again, and runs in the workshop as well as with a key.
 * A reply at the end of the list is left out, because the program gets one itself.
 * @param title for its first comment, one line
 * @param command how to run it here
 */
export function programOf(request: PlaygroundRequest, title: string, command: string): string {
  const { settings } = request;
  const messages = withoutLastReply(request.messages).map(
    ({ role, content }) => `  { role: '${role}', content: ${quoted(content)} },`,
  );
  const parameters = (['temperature', 'max_tokens', 'top_p'] as const).flatMap((name) =>
    settings[name] === undefined ? [] : [`  ${name}: ${settings[name]},`],
  );
  return [
    `// ${title.replace(/\s+/g, ' ')}`,
    `// Run it here: ${command}`,
    '// With a key of your own in OPENAI_API_KEY it runs anywhere.',
    "import OpenAI from 'openai';",
    "import type { ChatCompletionMessageParam } from 'openai/resources/chat/completions';",
    '',
    'const client = new OpenAI();',
    '',
    'const messages: ChatCompletionMessageParam[] = [',
    ...messages,
    '];',
    '',
    `const ${settings.stream ? 'stream' : 'completion'} = await client.chat.completions.create({`,
    `  model: ${quoted(settings.model)},`,
    '  messages,',
    ...parameters,
    ...(settings.stream ? ['  stream: true,'] : []),
    '});',
    '',
    ...(settings.stream ? streamEnd : plainEnd),
    '',
  ].join('\n');
}

const streamEnd = [
  'for await (const chunk of stream) {',
  "  process.stdout.write(chunk.choices[0]?.delta.content ?? '');",
  '}',
  'console.log();',
];

const plainEnd = ['console.log(completion.choices[0]?.message.content);'];

/** A string literal. JSON escapes what may not stand in one, half surrogates too. */
function quoted(text: string): string {
  const json = JSON.stringify(text).slice(1, -1);
  // Line separators are harmless to programs but not to all editors.
  const inner = json
    .replaceAll('\\"', '"')
    .replaceAll("'", "\\'")
    .replace(
      /[\u007f-\u009f\u2028\u2029]/g,
      (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );
  return `'${inner}'`;
}
