/**
 * Source code in colours, for the few languages that lessons use. It also stands in for the `cli-highlight` package in
 * the bundle, because that one brings all of highlight.js's languages with it; hence `highlight` and
 * `supportsLanguage`.
 */
import hljs from 'highlight.js/lib/core';
import bash from 'highlight.js/lib/languages/bash';
import json from 'highlight.js/lib/languages/json';
import python from 'highlight.js/lib/languages/python';
import typescript from 'highlight.js/lib/languages/typescript';
import yaml from 'highlight.js/lib/languages/yaml';
import { toAnsi } from './ansi.ts';
import { expandTabs, toHarmless } from './sanitize.ts';
import { type Line, type Span, type Style, span } from './text.ts';
import { type StyleName, type Theme, themes } from './theme.ts';

hljs.registerLanguage('typescript', typescript);
hljs.registerLanguage('json', json);
hljs.registerLanguage('bash', bash);
hljs.registerLanguage('yaml', yaml);
hljs.registerLanguage('python', python);
// The TypeScript grammar contains JavaScript's.
hljs.registerAliases(['ts', 'tsx', 'mts', 'js', 'jsx', 'mjs', 'cjs', 'javascript'], {
  languageName: 'typescript',
});
hljs.registerAliases(['jsonc', 'json5', 'jsonl'], { languageName: 'json' });
hljs.registerAliases(['sh', 'shell', 'zsh', 'console'], { languageName: 'bash' });

const styleOfClass: Readonly<Record<string, StyleName>> = {
  'hljs-keyword': 'keyword',
  'hljs-built_in': 'function',
  'hljs-literal': 'number',
  'hljs-number': 'number',
  'hljs-string': 'string',
  'hljs-regexp': 'string',
  'hljs-char': 'string',
  'hljs-comment': 'comment',
  'hljs-doctag': 'comment',
  'hljs-title': 'function',
  'hljs-type': 'type',
  'hljs-attr': 'property',
  'hljs-property': 'property',
  'hljs-meta': 'keyword',
  'hljs-variable': 'text',
  'hljs-subst': 'text',
};

const entities: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#x27;': "'",
};

/** Whether code in this language (or alias of one) is coloured. */
export function supportsLanguage(name: string): boolean {
  return hljs.getLanguage(name) !== undefined;
}

/** The grammars take time with the square of a line's length; no line that people read is so long. */
const longestHighlighted = 2_000;

/** The code as lines in the theme's styles; as it is when the language is unknown. Tabs become spaces. */
export function highlightLines(code: string, language: string, theme: Theme): Line[] {
  const clean = code
    .split('\n')
    .map((line) => line.split('\t').map(toHarmless).join('\t'))
    .map((line) => expandTabs(line, 4))
    .join('\n');
  const readable = clean.split('\n').every((line) => line.length <= longestHighlighted);
  if (!readable || !supportsLanguage(language))
    return clean.split('\n').map((line) => (line === '' ? [] : [span(line, theme.styles.text)]));
  const { value } = hljs.highlight(clean, { language, ignoreIllegals: true });
  return linesOfMarkup(value, theme);
}

/** highlight.js answers in HTML of nested `<span class>` elements and escaped text, and nothing else. */
function linesOfMarkup(markup: string, theme: Theme): Line[] {
  const nesting: Style[] = [theme.styles.text];
  let line: Span[] = [];
  const lines: Line[] = [line];
  for (const token of markup.split(/(<span class="[^"]*">|<\/span>|\n)/)) {
    const opened = /^<span class="([^" ]*)/.exec(token)?.[1];
    if (opened !== undefined) nesting.push(styleFor(opened, theme) ?? nesting.at(-1) ?? {});
    else if (token === '</span>') nesting.pop();
    else if (token === '\n') {
      line = [];
      lines.push(line);
    } else if (token !== '') {
      const text = token.replace(/&(?:amp|lt|gt|quot|#x27);/g, (entity) => entities[entity] ?? entity);
      line.push(span(text, nesting.at(-1)));
    }
  }
  return lines;
}

function styleFor(className: string, theme: Theme): Style | undefined {
  const name = styleOfClass[className];
  return name === undefined ? undefined : theme.styles[name];
}

/** `cli-highlight`'s function: the code with ANSI colours. */
export function highlight(code: string, options: { readonly language?: string } = {}): string {
  return highlightLines(code, options.language ?? '', themes.dark)
    .map((line) => toAnsi(line, { color: 256 }))
    .join('\n');
}
