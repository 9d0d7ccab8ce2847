import { partsBar } from './charts.ts';
import { type Html, html } from './html.ts';
import type { PageData } from './page-data.ts';
import { type CheckFigures, checkFigures } from './statistics.ts';

/** The view of the checks, those that most people failed first. The script fills in who, when a list is opened. */
export function explainView(data: PageData): Html {
  const figures = checkFigures(data);
  const troublesome = figures.filter(({ failed, notReached }) => failed + notReached > 0);
  const fine = figures.filter(({ failed, notReached }) => failed + notReached === 0);
  const list =
    troublesome.length === 0
      ? html`<p>Nobody failed a check.</p>`
      : html`<ol class="checks-list">${troublesome.map((each) => card(each, data))}</ol>`;
  const rest =
    fine.length === 0
      ? ''
      : html`<details class="fine"><summary>Checks that nobody failed (${fine.length})</summary><ul>${fine.map(
          ({ exercise, check }) =>
            html`<li>${data.exercises[exercise]?.title ?? ''}: ${data.exercises[exercise]?.checks[check]?.title ?? ''}</li>
`,
        )}</ul></details>`;
  return html`<p class="quiet">Each check with who failed it, the most failures first. Filled: failed. Outlined: not reached, because an earlier check failed, or the program is missing or does not compile.</p>
${list}${rest}`;
}

function card({ exercise, check, passed, failed, notReached }: CheckFigures, data: PageData): Html {
  const about = data.exercises[exercise];
  const title = about?.checks[check]?.title ?? '';
  const text = `${failed} failed, ${notReached} not reached, ${passed} passed`;
  const bar = partsBar(failed, notReached, passed + failed + notReached, 'bad', `${title}: ${text}`);
  const who =
    failed === 0
      ? ''
      : html`<details class="who" data-exercise="${exercise}" data-check="${check}"><summary>Who failed it (${failed})</summary></details>`;
  return html`<li><h3>${title}</h3><p class="quiet">${about?.title ?? ''}</p>${bar}<p>${text}</p>${who}</li>
`;
}
