/** Numbers that a person would give where nothing in the conversation says one, by the property's name. */
const usual: readonly (readonly [RegExp, number])[] = [
  [/year/i, 2026],
  [/month/i, 6],
  [/hour/i, 9],
  [/minute|duration/i, 45],
  [/second/i, 30],
  [/latitude|^lat$/i, 38.7],
  [/longitude|^(?:lng|lon)$/i, -9.1],
  [/night|day|week/i, 3],
  [/guest|people|person|travell?er|adult|passenger|seat|serving/i, 2],
  [/child/i, 1],
  [/(?:^|_)age(?:$|_)|Age$/, 34],
  [/percent|confidence|probability|likelihood|share/i, 80],
  [/price|cost|amount|budget|fee|salary|revenue/i, 120],
  [/temperature|degrees/i, 21],
  [/distance|kilomet|miles/i, 12],
  [/population/i, 500_000],
  [/words|length|size|width|height|weight/i, 10],
  [/count|quantity|total|number/i, 3],
  [/(?:^|_)id$|Id$/, 1_042],
];

/** Nobody means a bound like this: it is only what fits into a number of 32 bits, or into any number at all. */
const widest = 2 ** 31 - 1;

/** The lowest number that a schema means, where it means one. */
export function lowest(minimum: number | undefined): number {
  return minimum === undefined || minimum <= -widest ? Number.NEGATIVE_INFINITY : minimum;
}

export function highest(maximum: number | undefined): number {
  return maximum === undefined || maximum >= widest ? Number.POSITIVE_INFINITY : maximum;
}

/** @returns `undefined` when the name says nothing, or the number isn't within the bounds */
export function usualNumber(name: string, low: number, high: number): number | undefined {
  const [, number] = usual.find(([pattern]) => pattern.test(name)) ?? [];
  if (number === undefined) return undefined;
  // From 0 to 1 a share is no percentage.
  const fitting = high <= 1 && number === 80 ? 0.8 : number;
  return fitting >= low && fitting <= high ? fitting : undefined;
}
