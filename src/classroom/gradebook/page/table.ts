import { exerciseStatuses, statusLooks } from '../../../grading/statuses.ts';
import { type Html, html } from './html.ts';
import { personLink } from './links.ts';
import { maxPoints } from './numbers.ts';
import type { PageData, PageExercise, PagePerson } from './page-data.ts';

/** The table of people and exercises. It is whole without the script, which adds sorting and filtering. */
export function peopleTable(data: PageData): Html {
  return html`<div class="table-box" id="table-box" tabindex="0" role="region" aria-label="Gradebook table">
<table id="people-table" style="--exercises: ${data.exercises.length}">
<caption class="aside">Points of each person in each exercise</caption>
<thead><tr>
<th scope="col" class="name">Name</th>
<th scope="col">Total <small>of ${maxPoints(data)}</small></th>
${data.exercises.map(heading)}</tr></thead>
<tbody>
${data.people.map((person, index) => row(person, index, data.exercises))}</tbody>
</table>
</div>
${legend()}`;
}

function heading({ title, points }: PageExercise): Html {
  return html`<th scope="col">${title} <small>of ${points}</small></th>
`;
}

const untaken = { absent: 'nothing was handed in', refused: 'nothing of it could be taken' } as const;

function row(person: PagePerson, index: number, exercises: readonly PageExercise[]): Html {
  const id = person.id === person.name ? '' : html`<small><bdi>${person.id}</bdi></small>`;
  const stranger = person.expected ? '' : html`<small class="open">not on the roster</small>`;
  const cells =
    person.state === 'graded'
      ? person.results.map(({ status, points }) => cell(status, points))
      : html`<td class="open" colspan="${Math.max(1, exercises.length)}">${untaken[person.state]}</td>`;
  const total =
    person.points === null ? html`<td class="open">${person.total}</td>` : html`<td>${person.total}</td>`;
  return html`<tr data-index="${index}"><th scope="row" class="name"><a href="${personLink(person.key)}"><bdi>${person.name}</bdi></a>${id}${stranger}</th>${total}${cells}</tr>
`;
}

function cell(status: PagePerson['results'][number]['status'], points: number): Html {
  const { symbol, word, tone } = statusLooks[status];
  // No figure where there is no verdict: a 0 would be read as one.
  const figure = status === 'internal' ? '' : html` ${points}`;
  return html`<td class="${tone}"><i role="img" aria-label="${word}" title="${word}">${symbol}</i>${figure}</td>`;
}

function legend(): Html {
  const items = exerciseStatuses.map((status) => {
    const { symbol, word, tone } = statusLooks[status];
    return html`<li class="${tone}"><i aria-hidden="true">${symbol}</i> ${word}</li>`;
  });
  return html`<ul class="legend" aria-label="What the symbols mean">${items}</ul>`;
}
