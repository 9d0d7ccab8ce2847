import { routeOf } from '../links.ts';
import type { PageData, PagePerson } from '../page-data.ts';
import { element, part } from './dom.ts';
import { personView } from './person.ts';
import type { PeopleTable } from './table.ts';

/** Shows the view that the address names, and moves the focus into it. */
export class Views {
  readonly #data: PageData;
  readonly #table: PeopleTable;
  readonly #title = document.title;
  #opened: PagePerson | undefined;
  #scroll = 0;
  #current = 'gradebook';

  constructor(data: PageData, table: PeopleTable) {
    this.#data = data;
    this.#table = table;
  }

  /** From now on the page follows its address. */
  start(): void {
    addEventListener('hashchange', () => this.#follow());
    // Hidden views must not jump when the browser restores a place in another one.
    history.scrollRestoration = 'manual';
    this.#reveal('gradebook', '');
    if (location.hash.startsWith('#/')) this.#follow();
  }

  #follow(): void {
    const route = routeOf(location.hash);
    if (route === undefined && !location.hash.startsWith('#/')) return;
    if (this.#current === 'gradebook') this.#scroll = scrollY;
    if (route?.view === 'person') this.#openPerson(route.key, route.exercise);
    else if (route?.view === 'gradebook') this.#returnToTable();
    else if (route === undefined) this.#showNothing();
    else {
      const heading = part(`title-${route.view}`, HTMLHeadingElement);
      this.#reveal(route.view, heading.textContent ?? '');
      focusAtTop(heading);
    }
  }

  #openPerson(key: string, exercise: number | undefined): void {
    const index = this.#data.people.findIndex((person) => person.key === key);
    const person = this.#data.people[index];
    if (person === undefined) {
      this.#showNothing();
      return;
    }
    this.#opened = person;
    const made = personView(this.#data, index, person, this.#table.neighbours(person));
    part('view-person', HTMLElement).replaceChildren(...made.content);
    this.#reveal('person', person.name);
    const wanted = exercise === undefined ? undefined : made.exercises[exercise];
    if (wanted === undefined) {
      focusAtTop(made.heading);
      return;
    }
    wanted.open();
    wanted.details.querySelector('summary')?.focus();
    wanted.details.scrollIntoView();
  }

  /** To where it was left: the person who was open has the focus. */
  #returnToTable(): void {
    this.#reveal('gradebook', '');
    scrollTo(0, this.#scroll);
    const link = this.#opened === undefined ? null : this.#table.linkOf(this.#opened);
    if (link?.closest('tr')?.hidden === false) link.focus();
    else focusAtTop(part('title-gradebook', HTMLHeadingElement));
  }

  #showNothing(): void {
    const heading = element('h2', { tabindex: '-1' }, 'Nothing is here');
    const back = element('a', { href: '#/' }, 'Back to the gradebook');
    part('view-person', HTMLElement).replaceChildren(
      heading,
      element('p', {}, 'This address names nobody of this gradebook. ', back),
    );
    this.#reveal('person', 'Nothing is here');
    focusAtTop(heading);
  }

  #reveal(name: string, title: string): void {
    this.#current = name;
    for (const view of document.querySelectorAll<HTMLElement>('.view'))
      view.hidden = view.id !== `view-${name}`;
    for (const link of document.querySelectorAll('header nav a')) {
      if (routeOf(link.getAttribute('href') ?? '')?.view === name) link.setAttribute('aria-current', 'page');
      else link.removeAttribute('aria-current');
    }
    document.title = title === '' ? this.#title : `${title} - ${this.#title}`;
  }
}

function focusAtTop(target: HTMLElement): void {
  target.focus({ preventScroll: true });
  scrollTo(0, 0);
}
