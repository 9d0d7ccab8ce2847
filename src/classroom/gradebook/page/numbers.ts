import type { PageData } from './page-data.ts';

/** A number with at most one decimal place. */
export function shortNumber(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/** `1 person`, `2 people`. */
export function people(count: number): string {
  return count === 1 ? '1 person' : `${count} people`;
}

export function maxPoints({ exercises }: PageData): number {
  return exercises.reduce((sum, { points }) => sum + points, 0);
}
