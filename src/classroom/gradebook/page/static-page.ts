import { Html, html } from './html.ts';

/** What a document without a script is made of. */
export interface StaticPage {
  readonly title: string;
  /** CSS. */
  readonly style: string;
  readonly body: Html;
}

/** An HTML document that has no script and asks for nothing from anywhere; its policy forbids both. */
export function staticPage({ title, style, body }: StaticPage): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;; img-src data:; base-uri &#39;none&#39;; form-action &#39;none&#39;">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${new Html(style)}</style>
</head>
<body>
${body}</body>
</html>
`.text;
}
