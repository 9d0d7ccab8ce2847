import { personLink } from '../links.ts';
import type { PagePerson } from '../page-data.ts';
import { element, part } from './dom.ts';
import { type Column, comparePeople, type Direction, groups, matches, nextDirection } from './order.ts';

interface Row {
  readonly person: PagePerson;
  readonly row: HTMLTableRowElement;
}

const firstExercise = 2;

/** The table that the page comes with, made to sort and to filter. */
export class PeopleTable {
  readonly #table = part('people-table', HTMLTableElement);
  readonly #find = part('find', HTMLInputElement);
  readonly #show = part('show', HTMLSelectElement);
  readonly #shown = part('shown', HTMLParagraphElement);
  /** As graded. */
  readonly #rows: readonly Row[];
  #sorted: readonly Row[];
  #column: Column | undefined;
  #direction: Direction | undefined;

  constructor(people: readonly PagePerson[]) {
    const rows = Array.from(this.#table.tBodies[0]?.rows ?? []);
    this.#rows = rows.flatMap((row) => {
      const person = people[Number(row.dataset.index)];
      return person === undefined ? [] : { person, row };
    });
    this.#sorted = this.#rows;
    this.#addSortButtons();
    this.#addFilters(people);
    this.#table.addEventListener('click', (event) => this.#openCell(event));
  }

  /** Keys of who stands before and after a person, of those that are shown. */
  neighbours(person: PagePerson): { before: PagePerson | undefined; after: PagePerson | undefined } {
    const shown = this.#sorted.filter((each) => each.person === person || !each.row.hidden);
    const index = shown.findIndex((each) => each.person === person);
    return { before: shown[index - 1]?.person, after: shown[index + 1]?.person };
  }

  /** The link that opens a person. */
  linkOf(person: PagePerson): HTMLAnchorElement | null {
    return this.#rows.find((each) => each.person === person)?.row.querySelector('a') ?? null;
  }

  #addSortButtons(): void {
    for (const [index, heading] of Array.from(this.#table.tHead?.rows[0]?.cells ?? []).entries()) {
      const column = index === 0 ? 'name' : index === 1 ? 'total' : index - firstExercise;
      const arrow = element('span', { class: 'arrow', 'aria-hidden': 'true' });
      const button = element('button', { type: 'button' }, ...Array.from(heading.childNodes), arrow);
      heading.append(button);
      heading.setAttribute('aria-sort', 'none');
      button.addEventListener('click', () => this.#sortBy(column, heading));
    }
  }

  #sortBy(column: Column, heading: HTMLTableCellElement): void {
    this.#direction = nextDirection(column, this.#column === column ? this.#direction : undefined);
    this.#column = column;
    const direction = this.#direction;
    const compare = direction === undefined ? undefined : comparePeople(column, direction);
    this.#sorted =
      compare === undefined ? this.#rows : [...this.#rows].sort((a, b) => compare(a.person, b.person));
    for (const each of heading.parentElement?.children ?? []) each.setAttribute('aria-sort', 'none');
    heading.setAttribute('aria-sort', direction ?? 'none');
    this.#table.tBodies[0]?.append(...this.#sorted.map(({ row }) => row));
  }

  #addFilters(people: readonly PagePerson[]): void {
    for (const [index, { title, has }] of groups.entries()) {
      const count = people.filter(has).length;
      const option = element('option', { value: String(index) }, `${title} (${count})`);
      option.disabled = count === 0 && index > 0;
      this.#show.append(option);
    }
    this.#find.addEventListener('input', () => this.#filter());
    this.#show.addEventListener('change', () => this.#filter());
    this.#filter();
  }

  #filter(): void {
    const group = groups[Number(this.#show.value)];
    let count = 0;
    for (const { person, row } of this.#rows) {
      const wanted = (group?.has(person) ?? true) && matches(person, this.#find.value);
      row.hidden = !wanted;
      if (wanted) count += 1;
    }
    this.#shown.textContent = `${count} of ${this.#rows.length} shown`;
  }

  /** For a mouse or a finger; the keyboard's way is the link of the name. */
  #openCell(event: MouseEvent): void {
    const cell = event.target instanceof Element ? event.target.closest('td') : null;
    const row = cell?.closest('tr');
    const found = this.#rows.find((each) => each.row === row);
    if (cell === null || found === undefined || getSelection()?.isCollapsed === false) return;
    const exercise = cell.cellIndex - firstExercise;
    const known = exercise >= 0 && exercise < found.person.results.length;
    location.hash = personLink(found.person.key, known ? exercise : undefined);
  }
}
