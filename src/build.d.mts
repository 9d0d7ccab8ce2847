/** Builds `.build/` when the sources have changed since; several processes may ask at the same time. */
export function ensureBuilt(): Promise<void>;
