/** What a JSON schema in a request allows. */

/** The schema's values are these and no others, in any order: as an `enum`, or as an `anyOf` of constants. */
export function allowsExactly(schema: unknown, values: readonly string[]): boolean {
  const allowed = valuesOf(schema);
  return allowed.size === values.length && values.every((value) => allowed.has(value));
}

function valuesOf(schema: unknown): ReadonlySet<unknown> {
  if (typeof schema !== 'object' || schema === null) return new Set();
  if ('const' in schema) return new Set([schema.const]);
  if ('enum' in schema && Array.isArray(schema.enum)) return new Set(schema.enum);
  const parts: readonly unknown[] = 'anyOf' in schema && Array.isArray(schema.anyOf) ? schema.anyOf : [];
  return new Set(parts.flatMap((part) => [...valuesOf(part)]));
}
