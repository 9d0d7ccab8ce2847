/**
 * Addresses within the page. Shared by the page's makers and by its script, so nothing is imported here.
 */
export type Route =
  | { readonly view: 'gradebook' | 'explain' | 'about' }
  | { readonly view: 'person'; readonly key: string; readonly exercise?: number };

/** The hash that opens a person, at one of their exercises if given: its index, from 0. */
export function personLink(key: string, exercise?: number): string {
  const at = exercise === undefined ? '' : `/${exercise + 1}`;
  return `#/person/${encodeURIComponent(key)}${at}`;
}

/** What a hash opens; `undefined` when it names no view, as a skip link's. */
export function routeOf(hash: string): Route | undefined {
  if (hash === '' || hash === '#' || hash === '#/') return { view: 'gradebook' };
  if (hash === '#/explain') return { view: 'explain' };
  if (hash === '#/about') return { view: 'about' };
  const [, key, exercise] = /^#\/person\/([^/]+)(?:\/(\d{1,4}))?$/.exec(hash) ?? [];
  if (key === undefined) return undefined;
  try {
    const person = { view: 'person', key: decodeURIComponent(key) } as const;
    return exercise === undefined ? person : { ...person, exercise: Number(exercise) - 1 };
  } catch {
    return undefined;
  }
}
