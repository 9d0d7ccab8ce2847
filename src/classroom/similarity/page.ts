import { toHarmless } from '../../render/sanitize.ts';
import { type Html, html } from '../gradebook/page/html.ts';
import { staticPage } from '../gradebook/page/static-page.ts';
import { solutionSentence, whatItMeans } from './meaning.ts';
import { percent } from './percent.ts';
import type { ExerciseSimilarity, Side, SimilarityReport, SimilarPair } from './types.ts';

const style = `:root{color-scheme:light}@media screen{:root{color-scheme:light dark}}
body{font:1rem/1.5 system-ui,sans-serif;max-width:90rem;margin:1.5rem auto;padding:0 1rem;color:light-dark(#1b1f24,#e7e9ec);background:light-dark(#fff,#14171a);overflow-wrap:anywhere}
h1{font-size:1.5rem}h2{font-size:1.2rem;margin-top:2rem}
details{border:1px solid light-dark(#c9d0d7,#434a52);border-radius:.3rem;margin:.4rem 0}
summary{padding:.4rem .7rem;cursor:pointer}summary:focus-visible{outline:3px solid light-dark(#0b50b8,#8fb8fa)}
.share{display:inline-block;min-width:4rem;font-weight:700;font-variant-numeric:tabular-nums}
.quiet{color:light-dark(#525b65,#aab2bb)}
.sides{display:grid;grid-template-columns:1fr 1fr;gap:.5rem;padding:0 .5rem .5rem}
.sides>section{min-width:0}.sides h3{font-size:1rem;margin:.4rem 0}
pre{font:.8rem/1.45 ui-monospace,monospace;overflow-x:auto;margin:0;padding:.4rem 0;background:light-dark(#f4f6f8,#1e2226)}
pre span{display:block;padding:0 .6rem;border-inline-start:4px solid transparent;min-width:max-content}
pre mark{display:block;padding:0 .6rem;border-inline-start:4px solid light-dark(#8a6100,#ecc766);color:inherit;background:light-dark(#fdf3d3,#332a11);min-width:max-content}
@media(max-width:45rem){.sides{grid-template-columns:1fr}}`;

/**
 * Similar programs as one HTML document, each pair side by side with the lines that are alike marked.
 */
export function similarityPage(report: SimilarityReport): string {
  const title = `Similar programs: ${toHarmless(report.workshop)}`;
  const body = html`<main>
<h1>${title}</h1>
<p>${whatItMeans}</p>
${report.exercises.map((exercise) => section(exercise, report.threshold))}
</main>
`;
  return staticPage({ title, style, body });
}

function section(exercise: ExerciseSimilarity, threshold: number): Html {
  const { exerciseId, title, compared, pairs, likeSolution } = exercise;
  const notes = [...(likeSolution.length > 0 ? [solutionSentence(likeSolution)] : []), ...exercise.notes];
  const none = html`<p class="quiet">No two are at least ${percent(threshold)} alike.</p>\n`;
  return html`<section aria-labelledby="e-${exerciseId}">
<h2 id="e-${exerciseId}">${title} <span class="quiet">(${compared} compared)</span></h2>
${pairs.length > 0 ? pairs.map(pairView) : none}${notes.map((note) => html`<p class="quiet">${toHarmless(note)}</p>\n`)}</section>
`;
}

function pairView({ similarity, left, right }: SimilarPair): Html {
  return html`<details>
<summary><span class="share">${percent(similarity)}</span> ${toHarmless(left.id)} and ${toHarmless(right.id)}
<span class="quiet">like the solution: ${percent(left.likeSolution)} and ${percent(right.likeSolution)}</span></summary>
<div class="sides">${sideView(left)}${sideView(right)}</div>
</details>
`;
}

/** Marks are elements of their own, so that whoever sees no colours hears or copies them too. */
function sideView({ id, text, common }: Side): Html {
  const lines = text.split(/\r\n|[\r\n]/).map((line, at) => {
    const shown = toHarmless(line) || ' ';
    return common.has(at) ? html`<mark>${shown}</mark>` : html`<span>${shown}</span>`;
  });
  return html`<section><h3>${toHarmless(id)}</h3><pre tabindex="0" aria-label="The program of ${toHarmless(id)}">${lines}</pre></section>`;
}
