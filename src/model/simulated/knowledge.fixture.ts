import { fileURLToPath } from 'node:url';

/** The workshop's own knowledge files, for tests. */
export const testKnowledge: readonly string[] = ['general', 'travel'].map((name) =>
  fileURLToPath(new URL(`../../../lessons/knowledge/${name}.yaml`, import.meta.url)),
);
