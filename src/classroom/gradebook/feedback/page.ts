import { Marked } from 'marked';
import { escapeHtml, Html } from '../page/html.ts';
import { staticPage } from '../page/static-page.ts';

const style = `:root{color-scheme:light}@media screen{:root{color-scheme:light dark}}
body{font:1rem/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;overflow-wrap:anywhere}
h1{font-size:1.6rem}h2{font-size:1.25rem;margin-top:2.5rem;border-top:1px solid light-dark(#c9d0d7,#434a52);padding-top:1rem}
table{border-collapse:collapse}th,td{text-align:start;padding:.2rem 1rem .2rem 0}
ul{list-style:none;padding:0}li>:not(:first-child),li pre{margin-inline-start:1.2rem}
pre{white-space:pre-wrap;padding:.5rem .75rem;background:light-dark(#f4f6f8,#1e2226)}
code{font-family:ui-monospace,monospace;font-size:.9em}`;

/** Feedback has no links, pictures or HTML of its own: what would be one is shown as the text that it is made of. */
const reader = new Marked({
  renderer: {
    html: ({ raw }) => escapeHtml(raw),
    image: ({ raw }) => escapeHtml(raw),
    link: ({ raw }) => escapeHtml(raw),
  },
});

/**
 * Feedback that is written in Markdown as one small HTML document, for people who have no reader of Markdown.
 */
export function feedbackPage(markdown: string, title: string): string {
  return staticPage({ title, style, body: new Html(reader.parse(markdown, { async: false })) });
}
