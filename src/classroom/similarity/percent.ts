/** A share from 0 to 1 as a reader wants it: `92 %`. */
export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
