import os from 'node:os';
import type { Surroundings } from '../render/terminal.ts';

/** What this process knows of its terminal. */
export function surroundings(): Surroundings {
  return { env: process.env, platform: process.platform, release: os.release() };
}
