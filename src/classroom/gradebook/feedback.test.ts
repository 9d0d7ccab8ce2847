import fc from 'fast-check';
import { Lexer, type Token } from 'marked';
import { describe, expect, test } from 'vitest';
import type { ListedGradebook } from './entries.ts';
import { codeBlock, inline, prose } from './feedback/escape.ts';
import { fileNameOf } from './feedback/file-names.ts';
import { feedbackMarkdown } from './feedback/markdown.ts';
import { feedbackPage } from './feedback/page.ts';
import { feedbackFiles } from './feedback.ts';
import { nastyGradebook, nastyTexts, plainGradebook, someResult } from './page.fixture.ts';
import { pseudonymise } from './pseudonyms.ts';
import type { GradebookEntry, GradebookResult } from './types.ts';

const plain = plainGradebook(4, 2);
const nasty = nastyGradebook();

function entryOf({ entries }: ListedGradebook, index: number): GradebookEntry {
  const entry = entries[index];
  if (entry === undefined) throw new Error(`The fixture has no entry ${index}.`);
  return entry;
}

/** Elements of the page's body, as a browser would see their tags. */
function tagsOf(page: string): ReadonlySet<string> {
  const body = page.slice(page.indexOf('<body>'));
  return new Set([...body.matchAll(/<[^<>]*>?/g)].map(([tag]) => tag));
}

const ownTags = new Set(
  'body h1 h2 p ul li table thead tbody tr th td pre code html'
    .split(' ')
    .flatMap((name) => [`<${name}>`, `</${name}>`])
    .concat('<code class="language-text">'),
);

/** Kinds of tokens in a Markdown document, at any depth. */
function kindsIn(tokens: readonly Token[]): readonly string[] {
  return tokens.flatMap((token) => [
    token.type,
    ...kindsIn('tokens' in token ? (token.tokens ?? []) : []),
    ...(token.type === 'list' ? kindsIn(token.items) : []),
    ...(token.type === 'table'
      ? [...token.header, ...token.rows.flat()].flatMap((cell) => kindsIn(cell.tokens))
      : []),
  ]);
}

function withTexts(text: string): GradebookEntry {
  const entry = entryOf(plain, 1);
  const results = entry.results.map(
    (result): GradebookResult => ({
      ...result,
      status: 'failed',
      message: text,
      checks: result.checks.map((check) => ({
        ...check,
        status: 'failed',
        expected: text,
        actual: text,
        help: text,
      })),
    }),
  );
  return { ...entry, name: text, problems: [text], results };
}

/** Strings that are likely to be markup somewhere. */
const markup = fc
  .array(
    fc.constantFrom(
      ...Object.values(nastyTexts),
      ...[
        '```',
        '~~~',
        '`',
        '\n',
        '\n\n',
        '    ',
        '- ',
        '# ',
        '> ',
        '|',
        '[x](javascript:a)',
        '![x](y)',
        '\\',
      ],
      ...[
        'https://example.test',
        'www.example.test',
        'eve@example.test',
        '&lt;',
        '<b>',
        '*',
        '_',
        '===',
        'a',
      ],
      ...[
        '[r]: https://example.test',
        '<!--',
        '<https://example.test>',
        '1. ',
        '[^1]',
        '$',
        '\t',
        '---',
        '~~',
      ],
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

describe('what people and programs write is shown, and is never markup', () => {
  test('in any combination, no link, picture or HTML comes of it, in Markdown or in HTML', () => {
    fc.assert(
      fc.property(fc.oneof(markup, fc.string({ unit: 'grapheme' })), (text) => {
        const markdown = feedbackMarkdown(plain, withTexts(text));
        const kinds = kindsIn(new Lexer().lex(markdown));
        for (const wrong of ['link', 'image', 'html', 'em', 'strong', 'del', 'def', 'blockquote', 'hr'])
          expect(kinds).not.toContain(wrong);
        expect(kinds.filter((kind) => kind === 'heading')).toHaveLength(1 + plain.exercises.length);
        for (const tag of tagsOf(feedbackPage(markdown, 'x'))) expect(ownTags).toContain(tag);
      }),
    );
  });

  test('a text comes through whole', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii', minLength: 1 }), (text) => {
        const [block] = new Lexer().lex(codeBlock(text));
        expect(block?.type).toBe('code');
        expect(block !== undefined && 'text' in block && block.text.trimEnd()).toBe(text.trimEnd());
        const shown = feedbackPage(`x ${inline(text)}`, 'x');
        const [, paragraph = ''] = /<body>\n<p>x ?(.*)<\/p>/s.exec(shown) ?? [];
        const read = paragraph
          .replaceAll('&lt;', '<')
          .replaceAll('&gt;', '>')
          .replaceAll('&quot;', '"')
          .replaceAll('&#39;', "'")
          .replaceAll('&amp;', '&');
        expect(read).toBe(text.trim());
      }),
    );
  });

  test('what graders put between backticks is code, and nothing else comes of backticks', () => {
    expect(prose('Put `max_tokens` into *it*, not ``x`` or `')).toBe(
      'Put `max_tokens` into \\*it\\*, not \\`\\`x\\`\\` or \\`',
    );
    expect(prose('`<b>` and <b>')).toBe('`<b>` and \\<b\\>');
  });

  test('the page has no script, and its policy lets none run and asks nobody for anything', () => {
    const page = feedbackPage(feedbackMarkdown(nasty, entryOf(nasty, 4)), nastyTexts.script);
    expect(page).not.toMatch(/<script|<img|\son\w+=|src=|url\(|@import|https?:/i);
    expect(page).toContain('content="default-src &#39;none&#39;; style-src');
    expect(page).toContain('<title>&lt;script&gt;');
    expect(page.length).toBeLessThan(60_000);
  });

  test('nothing in it moves a cursor or turns its direction', () => {
    for (const { text } of feedbackFiles(nasty))
      expect(text).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u2028\u2029\u202a-\u202e]/);
  });
});

describe('one person’s feedback', () => {
  test('has points, status, each check, why it failed and what to do next', () => {
    const entry = entryOf(plain, 1);
    const results = plain.exercises.map((exercise) => someResult(exercise, 'failed', 3));
    const markdown = feedbackMarkdown(plain, { ...entry, results });
    expect(markdown).toContain('# Feedback for Bela Examplesson');
    expect(markdown).toMatch(/^\| Hello, model \| \d+ of 10 \| ✗ failed \|$/m);
    expect(markdown).toContain('- ✓ The program runs to its end (1 of 1)');
    expect(markdown).toContain('- ✗ Sends one request for each turn (0 of 2)');
    expect(markdown).toContain('  Seen:\n\n  ```text\n  system, user\n');
    expect(markdown).toContain('What to do: Keep one list outside of the loop');
    expect(markdown).toContain('`npm run workshop -- lesson chat-completions`');
    expect(markdown).toContain('`npm run grade -- hello-model`');
  });

  test('has nothing of anybody else, no seed and no notes', () => {
    for (const [index, entry] of nasty.entries.entries()) {
      const own = feedbackMarkdown(nasty, entry);
      const others = nasty.entries.filter((_, each) => each !== index);
      for (const { email } of others) if (email !== undefined) expect(own).not.toContain(email);
      expect(own).not.toContain(nasty.seed);
      expect(own).not.toContain('readme.txt');
    }
  });

  test('says of what could not be graded that it is no zero', () => {
    const markdown = feedbackMarkdown(nasty, entryOf(nasty, 7));
    expect(markdown).toContain('Not everything could be graded. That is not your fault');
    expect(markdown).toContain('| – of 10 | ? could not be graded |');
    const [missing] = plain.exercises;
    const without = feedbackMarkdown(plain, { ...entryOf(plain, 0), results: [] });
    expect(without).toContain(`| ${missing?.title} | – of 10 | ? could not be graded |`);
  });

  test('says what was not taken, and where nothing was handed in or taken', () => {
    expect(feedbackMarkdown(nasty, entryOf(nasty, 4))).toContain('notes.bin was not taken');
    expect(feedbackMarkdown(nasty, entryOf(nasty, 11))).toContain('Nothing of yours was handed in');
    expect(feedbackMarkdown(nasty, entryOf(nasty, 17))).toContain('could be taken, so there is no grade');
  });

  test('of a program that did not compile says no more than that', () => {
    const entry = withTexts('x is not defined');
    const invalid = entry.results.map((result) => ({ ...result, status: 'invalid' as const }));
    const markdown = feedbackMarkdown(plain, { ...entry, results: invalid });
    expect(markdown).toContain('≠ does not compile');
    expect(markdown).toContain('Sends one request for each turn');
    expect(markdown).not.toContain('Seen:');
  });

  test('of people with pseudonyms names nobody', () => {
    const { gradebook } = pseudonymise(plain, 'salt');
    for (const { name, text } of feedbackFiles(gradebook)) {
      expect(name).toMatch(/^[a-z]+-[a-z]+-\d\d\.(md|html)$/);
      expect(text).not.toMatch(/Ada|Bela|Examplesson|s00\d|university/);
    }
  });
});

describe('names of files', () => {
  test.each([
    ['ada', 'ada'],
    ['s001', 's001'],
    ['Ada Lovelace', /^Ada-Lovelace-[0-9a-f]{10}$/],
    ['../../etc/passwd', /^etc-passwd-[0-9a-f]{10}$/],
    ['=cmd|"x"', /^cmd-x-[0-9a-f]{10}$/],
    ['🎉', /^unnamed-[0-9a-f]{10}$/],
    ['..', /^unnamed-/],
    ['nul', /^nul-/],
    ['com1.x', /^com1-x-/],
    ['.hidden', /^hidden-/],
    ['سلمى', /^سلمى-/],
    ['ada-0123456789', /^ada-0123456789-[0-9a-f]{10}$/],
  ])('%j is %s', (id, name) => {
    if (typeof name === 'string') expect(fileNameOf(id)).toBe(name);
    else expect(fileNameOf(id)).toMatch(name);
  });

  test('no two ids share one, whatever the file system makes of them', () => {
    const folded = (name: string) => name.normalize('NFKD').toLowerCase();
    const near = fc.constantFrom(
      'ada',
      'Ada',
      'ADA',
      'a da',
      'a-da',
      'a/da',
      'á',
      'a\u0301',
      '',
      '.',
      'ada.',
    );
    const id = fc.oneof(near, fc.string(), fc.string({ unit: 'grapheme' }), near.map(fileNameOf));
    fc.assert(
      fc.property(fc.uniqueArray(id, { minLength: 2 }), (ids) => {
        const names = ids.map(fileNameOf);
        expect(new Set(names.map(folded)).size).toBe(ids.length);
        for (const name of names) {
          expect(name).toMatch(/^[\p{L}\p{M}\p{N}_][\p{L}\p{M}\p{N}._-]*$/u);
          expect(Buffer.byteLength(`${name}.html`)).toBeLessThan(230);
        }
      }),
    );
  });
});
