import { toHarmless } from '../../render/sanitize.ts';
import { fileNameOf } from './feedback/file-names.ts';
import { feedbackMarkdown } from './feedback/markdown.ts';
import { feedbackPage } from './feedback/page.ts';
import type { Gradebook } from './types.ts';

export interface FeedbackFile {
  /** Without a folder. */
  readonly name: string;
  readonly text: string;
}

/**
 * Files to hand to each person, also to those who handed in nothing: the same feedback as Markdown and as one HTML
 * document. One after the other, so that a large class takes no memory.
 */
export function* feedbackFiles(gradebook: Gradebook): Generator<FeedbackFile> {
  for (const entry of gradebook.entries) {
    const markdown = feedbackMarkdown(gradebook, entry);
    const name = fileNameOf(entry.id);
    const title = `Feedback for ${toHarmless(entry.name ?? '').trim() || toHarmless(entry.id)}`;
    yield { name: `${name}.md`, text: markdown };
    yield { name: `${name}.html`, text: feedbackPage(markdown, title) };
  }
}
