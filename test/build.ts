import { ensureBuilt } from '../src/build.mjs';

/** Before all tests: what graders and commands run is built from the sources as they are now. */
export async function setup(): Promise<void> {
  await ensureBuilt();
}
