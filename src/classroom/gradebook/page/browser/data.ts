import type { Details, PageData, PersonDetails } from '../page-data.ts';
import { part } from './dom.ts';

/** The page's own data: made together with this script, and therefore of the shape it says. */
export function readPeople(): PageData {
  return JSON.parse(part('people', HTMLScriptElement).text);
}

let details: Details | undefined;

/** Parsed when the first person is opened: it can be megabytes. */
function readDetails(): Details {
  details ??= JSON.parse(part('details', HTMLScriptElement).text) as Details;
  return details;
}

export function detailsOf(index: number): PersonDetails | undefined {
  return readDetails().people[index];
}

export function textOf(index: number | undefined): string {
  return index === undefined ? '' : (readDetails().texts[index] ?? '');
}
