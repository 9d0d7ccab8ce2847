import { type Html, html } from './html.ts';
import { people } from './numbers.ts';
import { type Bin, histogram } from './statistics.ts';

const chartHeight = 170;
const floor = 140;
const ceiling = 22;

/**
 * A histogram as inline SVG. It has no view box, and places things by percentages: its letters stay as large as the
 * page's at every width.
 */
export function histogramChart(totals: readonly number[], max: number): Html {
  const bins = histogram(totals, max);
  const share = 100 / bins.length;
  const tallest = Math.max(1, ...bins.map(({ count }) => count));
  const columns = bins.map((bin, index) => {
    const height = (bin.count / tallest) * (floor - ceiling);
    const top = floor - height;
    const count =
      bin.count === 0
        ? ''
        : html`<text x="${(index + 0.5) * share}%" y="${top - 5}" text-anchor="middle">${bin.count}</text>`;
    return html`<rect class="bar" x="${(index + 0.06) * share}%" y="${top}" width="${share * 0.88}%" height="${height}"/>${count}`;
  });
  const ticks = bins.map(({ from }, index) => tick(from, index * share, index === 0 ? 'start' : 'middle'));
  return html`<svg class="histogram" width="100%" height="${chartHeight}" role="img" aria-label="${describe(bins, totals.length)}">${columns}<line class="axis" x1="0" x2="100%" y1="${floor}" y2="${floor}"/>${ticks}${tick(max, 100, 'end')}</svg>`;
}

function tick(value: number, x: number, anchor: 'start' | 'middle' | 'end'): Html {
  return html`<text class="tick" x="${x}%" y="${floor + 18}" text-anchor="${anchor}">${value}</text>`;
}

function describe(bins: readonly Bin[], count: number): string {
  const columns = bins.map(({ from, to, count: each }) => {
    const range = from === to ? `${from}` : `${from} to ${to}`;
    return `${range} points: ${people(each)}`;
  });
  return `Histogram of ${count} totals. ${columns.join('; ')}.`;
}

/**
 * A bar of two parts of a whole: the first is filled, the second is an outline, so that no one needs to tell colours.
 * @param tone the filled part's colour
 */
export function partsBar(
  filled: number,
  outlined: number,
  whole: number,
  tone: 'good' | 'bad',
  label: string,
): Html {
  const percent = (part: number) => (whole === 0 ? 0 : (part / whole) * 100);
  return html`<svg class="parts" width="100%" height="14" role="img" aria-label="${label}"><rect class="track" width="100%" height="14"/><rect class="fill-${tone}" width="${percent(filled)}%" height="14"/>${
    outlined === 0
      ? ''
      : html`<rect class="outline" x="${percent(filled)}%" y="1" width="${percent(outlined)}%" height="12"/>`
  }</svg>`;
}
