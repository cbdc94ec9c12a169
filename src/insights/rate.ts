/** A rate with its 95 % interval. `n` is the denominator actually used; all of it is `null` when `n` is 0. */
export interface Rate {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly n: number;
}

/** Below this many people there is no verdict, no interval, and a rank at the end. */
export const TOO_FEW = 30;

/** The 97.5 % point of the standard normal distribution. */
export const Z95 = 1.959963984540054;

/**
 * Wilson score interval (Wilson 1927, without continuity correction) for `x` of `n`.
 * Returns the proportion with its bounds in 0..1. Throws a RangeError when `x` is not within 0..n.
 */
export function wilson(x: number, n: number, z: number = Z95): Rate {
  if (!(x >= 0 && x <= n)) throw new RangeError(`wilson: ${x} of ${n}`);
  if (n === 0) return { value: null, low: null, high: null, n };
  const p = x / n;
  const z2 = z * z;
  const centre = (p + z2 / (2 * n)) / (1 + z2 / n);
  const half = (z / (1 + z2 / n)) * Math.sqrt((p * (1 - p)) / n + z2 / (4 * n * n));
  return { value: p, low: x === 0 ? 0 : Math.max(0, centre - half), high: x === n ? 1 : Math.min(1, centre + half), n };
}

/** Whether a rate rests on too few people for an interval or a verdict. */
export function isTooFew(n: number): boolean {
  return n < TOO_FEW;
}
