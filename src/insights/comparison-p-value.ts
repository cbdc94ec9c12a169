import { newcombe } from './newcombe.ts';

/** From here on the continued fraction converges fast; below it the series does. */
const FAR = 3;
const FRACTION_TERMS = 120;
/** The tail beyond it is 0 in double precision. */
const FARTHEST_Z = 39;

/**
 * The upper tail of the standard normal distribution, P(Z > z) for z ≥ 0, to about 13 digits: the series of Abramowitz
 * and Stegun 26.2.11 and, from 3 on, their continued fraction 26.2.14.
 */
export function normalTail(z: number): number {
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
  if (z >= FAR) {
    let fraction = z;
    for (let term = FRACTION_TERMS; term > 0; term--) fraction = z + term / fraction;
    return density / fraction;
  }
  let sum = 0;
  let summand = z;
  for (let odd = 3; sum + summand !== sum; odd += 2) {
    sum += summand;
    summand *= (z * z) / odd;
  }
  return 0.5 - density * sum;
}

/** The z of a two-sided interval of level 1 − `alpha`; throws a RangeError unless `alpha` is above 0 and at most 1. */
export function criticalZ(alpha: number): number {
  if (!(alpha > 0 && alpha <= 1)) throw new RangeError(`criticalZ: ${alpha}`);
  return bisect((z) => 2 * normalTail(z) > alpha, 0, FARTHEST_Z);
}

/**
 * The p-value of a difference of two rates: the smallest α at which Newcombe's interval of level 1 − α excludes 0. The
 * interval grows with z, from the difference itself to more than all differences, so that there is one such z; it is
 * found by halving. 1 without a difference; `null` when a side has nobody. Errors as for `newcombe`.
 */
export function differencePValue(x1: number, n1: number, x2: number, n2: number): number | null {
  const difference = newcombe(x1, n1, x2, n2);
  if (difference === null) return null;
  if (difference.value === 0) return 1;
  const excludesZero = (z: number): boolean => {
    const at = newcombe(x1, n1, x2, n2, z);
    return at !== null && (at.low > 0 || at.high < 0);
  };
  let beyond = 1;
  while (beyond < FARTHEST_Z && excludesZero(beyond)) beyond *= 2;
  return 2 * normalTail(bisect(excludesZero, 0, beyond));
}

/** Where `test` turns from true (at `low`) to false (at `high`), as closely as numbers can tell. */
function bisect(test: (z: number) => boolean, low: number, high: number): number {
  let [from, to] = [low, high];
  for (;;) {
    const middle = (from + to) / 2;
    if (middle <= from || middle >= to) return middle;
    if (test(middle)) from = middle;
    else to = middle;
  }
}
