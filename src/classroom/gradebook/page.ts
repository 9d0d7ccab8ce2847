import { toHarmless } from '../../render/sanitize.ts';
import { aboutView } from './page/about.ts';
import { type Assets, pageAssets } from './page/assets.ts';
import { explainView } from './page/explain.ts';
import { embeddedJson, Html, html } from './page/html.ts';
import { packDetails, packPeople } from './page/pack.ts';
import type { PageData } from './page/page-data.ts';
import { charts, summaryLine } from './page/summary.ts';
import { peopleTable } from './page/table.ts';
import type { Gradebook } from './types.ts';

/**
 * A gradebook as one HTML document for instructors. It asks for nothing from anywhere: script, style and data are in
 * it, and its policy forbids the rest. All but the view of one person is there without its script as well.
 * @param mostDetails how much of reasons and of what was sent is in it, in UTF-16 units; the usual without it
 */
export function gradebookPage(gradebook: Gradebook, mostDetails?: number): string {
  const assets = pageAssets();
  const data = packPeople(gradebook);
  const details = packDetails(gradebook, mostDetails);
  const title = toHarmless(gradebook.workshop);
  const document = html`<!doctype html>
<html lang="en">
<head>
${head(title, assets)}
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
${header(title)}
<main id="main" tabindex="-1">
${view('gradebook', 'Gradebook', gradebookView(data))}
${view('explain', 'What to explain again', explainView(data))}
${view('about', 'Attendance and notes', aboutView(gradebook, data, details))}
<section class="view" id="view-person" hidden></section>
</main>
${block('people', data)}
${block('details', details)}
<script>${new Html(assets.script)}</script>
</body>
</html>
`;
  return document.text;
}

function head(title: string, { style, scriptHash }: Assets): Html {
  const policy = [
    "default-src 'none'",
    "style-src 'unsafe-inline'",
    `script-src '${scriptHash}'`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  // The policy's quotes stand as they are, so that a reader can find it; its hash is base64, so nothing needs escaping.
  return html`<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${new Html(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>Gradebook: ${title}</title>
<link rel="icon" href="data:,">
<style>${new Html(style)}</style>`;
}

function header(title: string): Html {
  return html`<header class="top">
<h1><bdi>${title}</bdi></h1>
<nav aria-label="Views">
<a href="#/">Gradebook</a>
<a href="#/explain">What to explain again</a>
<a href="#/about">Attendance and notes</a>
</nav>
<button type="button" id="theme" class="needs-script" hidden>Dark</button>
</header>
<noscript><p class="notice">Without JavaScript the views stand below each other, and people can’t be opened.</p></noscript>`;
}

function view(name: string, title: string, content: Html): Html {
  return html`<section class="view" id="view-${name}" aria-labelledby="title-${name}">
<h2 id="title-${name}" tabindex="-1">${title}</h2>
${content}
</section>`;
}

function gradebookView(data: PageData): Html {
  return html`${summaryLine(data)}
<div class="controls needs-script" id="controls" hidden>
<label><span>Find</span> <input type="search" id="find" placeholder="name, id or e-mail" autocomplete="off"></label>
<label><span>Show</span> <select id="show"></select></label>
<p id="shown" role="status"></p>
</div>
${peopleTable(data)}
${charts(data)}`;
}

function block(id: string, value: unknown): Html {
  return html`<script type="application/json" id="${id}">${new Html(embeddedJson(value))}</script>`;
}
