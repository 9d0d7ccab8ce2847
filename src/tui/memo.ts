/** Looks up what was made for an object and a key, or makes it. */
export type Memo<R> = (owner: object, key: string, make: () => R) => R;

/**
 * Remembers what was made of an object, for each key, as long as the object lives. States are never changed in place,
 * so the same object has the same content.
 */
export function createMemo<R>(): Memo<R> {
  const cache = new WeakMap<object, Map<string, R>>();
  return (owner, key, make) => {
    const entries = cache.get(owner) ?? new Map<string, R>();
    cache.set(owner, entries);
    const known = entries.get(key);
    if (known !== undefined) return known;
    const made = make();
    // A resize makes new keys; old ones are not worth their memory.
    if (entries.size >= 4) entries.clear();
    entries.set(key, made);
    return made;
  };
}
