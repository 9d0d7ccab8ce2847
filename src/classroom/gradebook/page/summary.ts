import { histogramChart, partsBar } from './charts.ts';
import { type Html, html } from './html.ts';
import { maxPoints, people, shortNumber } from './numbers.ts';
import type { PageData } from './page-data.ts';
import { completeTotals, type ExerciseFigures, exerciseFigures, mean, median } from './statistics.ts';

/** One paragraph: how many, mean and median, and who is left out of them. */
export function summaryLine(data: PageData): Html {
  const totals = completeTotals(data.people);
  const count = (total: string) => data.people.filter((person) => person.total === total).length;
  const left = ['incomplete', 'absent', 'refused'].flatMap((total) =>
    count(total) === 0 ? [] : `${count(total)} ${total}`,
  );
  const middle = median(totals);
  const average = mean(totals);
  const figures =
    middle === undefined || average === undefined
      ? html`There is no complete total yet.`
      : html`Mean <strong>${shortNumber(average)}</strong> and median <strong>${shortNumber(middle)}</strong> of ${maxPoints(data)} points, over ${totals.length} complete ${totals.length === 1 ? 'total' : 'totals'}.`;
  const outside = left.length === 0 ? '' : ` Not counted in them: ${left.join(', ')}.`;
  return html`<p class="summary"><strong>${people(data.people.length)}</strong>. ${figures}${outside}</p>`;
}

/** The histogram of totals beside a bar for each exercise. */
export function charts(data: PageData): Html {
  const totals = completeTotals(data.people);
  const totalsChart =
    totals.length === 0
      ? html`<p>There is no complete total yet.</p>`
      : histogramChart(totals, maxPoints(data));
  return html`<div class="charts">
<section><h3>Totals</h3>
<p class="quiet">How many people have how many points</p>
${totalsChart}</section>
<section><h3>Exercises</h3>
<p class="quiet">Filled: passed. Outlined: could not be graded.</p>
<ul class="bars">${exerciseFigures(data).map(exerciseBar)}</ul></section>
</div>`;
}

function exerciseBar({ exercise, passed, notPassed, notGraded, mean: average }: ExerciseFigures): Html {
  const open = notGraded === 0 ? '' : `, ${notGraded} could not be graded`;
  const points = average === undefined ? '' : `, mean ${shortNumber(average)} of ${exercise.points} points`;
  const text = `${passed} of ${passed + notPassed} passed${open}${points}`;
  const bar = partsBar(
    passed,
    notGraded,
    passed + notPassed + notGraded,
    'good',
    `${exercise.title}: ${text}`,
  );
  return html`<li><span>${exercise.title}</span> <span class="quiet">${text}</span>${bar}</li>
`;
}
