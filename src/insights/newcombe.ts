import { wilson, Z95 } from './rate.ts';

/** A difference of two rates, first minus second, with its interval; `null` when a side has nobody. */
export interface Difference {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Newcombe's hybrid score interval for the difference of two independent proportions (Newcombe 1998, Statistics in
 * Medicine 17:873–890, method 10: Wilson's limits squared and added, without continuity correction).
 * `x` of `n` people on each side; throws a RangeError when `x` is not within 0..n.
 */
export function newcombe(x1: number, n1: number, x2: number, n2: number, z: number = Z95): Difference | null {
  const first = wilson(x1, n1, z);
  const second = wilson(x2, n2, z);
  if (first.value === null || first.low === null || first.high === null) return null;
  if (second.value === null || second.low === null || second.high === null) return null;
  const value = first.value - second.value;
  return {
    value,
    low: value - Math.hypot(first.value - first.low, second.high - second.value),
    high: value + Math.hypot(first.high - first.value, second.value - second.low),
  };
}
