import { toHarmless } from '../../../render/sanitize.ts';
import type { Gradebook } from '../types.ts';
import { type Html, html } from './html.ts';
import { personLink } from './links.ts';
import type { Details, PageData, PagePerson } from './page-data.ts';

const sandboxes: Readonly<Record<Gradebook['sandbox'], string>> = {
  none: 'none: programs could do what the grader’s user can do',
  permission: 'permission: Node’s permission model kept programs from files that are not theirs',
  bwrap: 'bwrap: bubblewrap kept programs from the rest of the machine',
};

/** The view of who is absent, unknown or refused, of what was odd about submissions, and of how all was graded. */
export function aboutView(gradebook: Gradebook, data: PageData, details: Details): Html {
  const indexed = data.people.map((person, index) => ({ person, problems: problemsOf(details, index) }));
  const only = (wanted: (person: PagePerson) => boolean) => indexed.filter(({ person }) => wanted(person));
  const odd = indexed.filter(({ person, problems }) => person.state === 'graded' && problems.length > 0);
  return html`${group(
    'Absent',
    'On the roster, and nothing was handed in.',
    only(({ state }) => state === 'absent'),
  )}
${group(
  'Unknown',
  'Handed in, and not on the roster.',
  only(({ expected }) => !expected),
)}
${group(
  'Refused',
  'Handed in, and nothing of it could be taken.',
  only(({ state }) => state === 'refused'),
)}
${group('Graded, with remarks', 'Something of the submission was not taken, or not as it came.', odd)}
${notes(gradebook.notes)}
<section><h3>How it was graded</h3>
<dl class="facts">
<dt>Model</dt><dd>The workshop’s ${gradebook.provider} model. No real model was asked.</dd>
<dt>Seed</dt><dd><code>${toHarmless(gradebook.seed)}</code>, the same for everybody. With the text of each program it decides what that program was asked and answered.</dd>
<dt>Sandbox</dt><dd>${sandboxes[gradebook.sandbox]}</dd>
</dl></section>`;
}

function problemsOf(details: Details, index: number): readonly string[] {
  return details.people[index]?.problems.map((text) => details.texts[text] ?? '') ?? [];
}

interface Listed {
  readonly person: PagePerson;
  readonly problems: readonly string[];
}

function group(title: string, meaning: string, listed: readonly Listed[]): Html {
  const items = listed.map(({ person, problems }) => {
    const id = person.id === person.name ? '' : html` <span class="quiet"><bdi>${person.id}</bdi></span>`;
    const lines = problems.map((problem) => html`<li><bdi>${problem}</bdi></li>`);
    return html`<li><a href="${personLink(person.key)}"><bdi>${person.name}</bdi></a>${id}${lines.length === 0 ? '' : html`<ul>${lines}</ul>`}</li>
`;
  });
  const list = listed.length === 0 ? html`<p>Nobody.</p>` : html`<ul>${items}</ul>`;
  return html`<section><h3>${title} (${listed.length})</h3><p class="quiet">${meaning}</p>${list}</section>`;
}

function notes(all: readonly string[]): Html {
  const list =
    all.length === 0
      ? html`<p>None.</p>`
      : html`<ul>${all.map((note) => html`<li><bdi>${toHarmless(note)}</bdi></li>`)}</ul>`;
  return html`<section><h3>Notes (${all.length})</h3><p class="quiet">What of the folder belongs to nobody.</p>${list}</section>`;
}
