import type { Durations } from './answer.ts';

/** A growing list of numbers without an object per number. */
export class NumberList {
  private numbers = new Float64Array(64);
  count = 0;

  push(value: number): void {
    if (this.count === this.numbers.length) {
      const larger = new Float64Array(this.count * 2);
      larger.set(this.numbers);
      this.numbers = larger;
    }
    this.numbers[this.count++] = value;
  }

  /** The numbers in the order they came; a view that the next push may leave behind. */
  view(): Float64Array {
    return this.numbers.subarray(0, this.count);
  }
}

/**
 * Mean and quantiles (Hyndman and Fan 1996, type 7: linear between the order statistics around 1 + (n − 1)p). Reorders
 * `values`. `null` without any.
 */
export function durationsOf(values: Float64Array): Durations | null {
  const n = values.length;
  if (n === 0) return null;
  let sum = 0;
  for (let i = 0; i < n; i++) sum += values[i]!;
  let from = 0;
  const quantile = (p: number): number => {
    const at = (n - 1) * p;
    const below = Math.floor(at);
    select(values, from, n - 1, below);
    from = below;
    const low = values[below]!;
    if (at === below) return low;
    let high = Number.POSITIVE_INFINITY;
    for (let i = below + 1; i < n; i++) if (values[i]! < high) high = values[i]!;
    return low + (high - low) * (at - below);
  };
  return {
    n,
    meanUs: sum / n,
    p25Us: quantile(0.25),
    medianUs: quantile(0.5),
    p75Us: quantile(0.75),
    p90Us: quantile(0.9),
  };
}

/** Puts the k-th smallest of `left`..`right` at index k, smaller ones before and larger ones after it (Hoare 1961). */
function select(values: Float64Array, left: number, right: number, k: number): void {
  while (right > left) {
    const pivot = medianOfThree(values[left]!, values[(left + right) >> 1]!, values[right]!);
    let i = left;
    let j = right;
    while (i <= j) {
      while (values[i]! < pivot) i++;
      while (values[j]! > pivot) j--;
      if (i > j) break;
      const kept = values[i]!;
      values[i++] = values[j]!;
      values[j--] = kept;
    }
    if (k <= j) right = j;
    else if (k >= i) left = i;
    else return;
  }
}

function medianOfThree(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}
