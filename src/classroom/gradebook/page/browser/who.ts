import { personLink } from '../links.ts';
import type { PageData } from '../page-data.ts';
import { element, foldable } from './dom.ts';

/** Fills each list of who failed a check, when it is opened. */
export function startWhoFailed({ people }: PageData): void {
  for (const details of document.querySelectorAll<HTMLDetailsElement>('details.who')) {
    const exercise = Number(details.dataset.exercise);
    const check = Number(details.dataset.check);
    foldable(details, () => {
      const failed = people.filter((person) => person.results[exercise]?.checks[check] === 'f');
      const items = failed.map(({ key, name }) =>
        element('li', {}, element('a', { href: personLink(key, exercise) }, element('bdi', {}, name))),
      );
      return [element('ul', { class: 'names' }, ...items)];
    });
  }
}
