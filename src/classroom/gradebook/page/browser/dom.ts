/**
 * Makes an element. Texts become text nodes, never markup: this is how everything from people gets into the page.
 */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, string>>,
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** The element of an id, which the page is made with. */
export function part<Kind extends Element>(id: string, kind: new () => Kind): Kind {
  const found = document.getElementById(id);
  if (found instanceof kind) return found;
  throw new Error(`The page has no ${kind.name} "${id}".`);
}

/** A part that opens and closes, and is filled when it opens for the first time. */
export interface Foldable {
  readonly details: HTMLDetailsElement;
  open(): void;
}

export function foldable(details: HTMLDetailsElement, fill: () => readonly (Node | string)[]): Foldable {
  let filled = false;
  const fillOnce = () => {
    if (filled) return;
    filled = true;
    details.append(...fill());
  };
  details.addEventListener('toggle', () => {
    if (details.open) fillOnce();
  });
  return {
    details,
    open: () => {
      fillOnce();
      details.open = true;
    },
  };
}
