import type { Durations } from './answer.ts';
import { FloatCells } from './float-cells.ts';
import { isSorted } from './sort-in-turns.ts';

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

/** Up to so many values are simply sorted. */
const FEW = 512;

/**
 * Mean and quantiles (Hyndman and Fan 1996, type 7: linear between the order statistics around 1 + (n − 1)p). Reorders
 * `values`. `null` without any.
 */
export function durationsOf(values: Float64Array): Durations | null {
  const n = values.length;
  if (n === 0) return null;
  let sum = 0;
  for (let i = 0; i < n; i++) sum += values[i]!;
  const below = (p: number) => Math.floor((n - 1) * p);
  const wanted = [0.25, 0.5, 0.75, 0.9].flatMap((p) => [below(p), Math.min(n - 1, below(p) + 1)]);
  const found = orderStatistics(values, wanted);
  const quantile = (k: number, p: number): number => {
    const [low, high] = [found[2 * k]!, found[2 * k + 1]!];
    const at = (n - 1) * p;
    return at === below(p) ? low : low + (high - low) * (at - below(p));
  };
  return {
    n,
    meanUs: sum / n,
    p25Us: quantile(0, 0.25),
    medianUs: quantile(1, 0.5),
    p75Us: quantile(2, 0.75),
    p90Us: quantile(3, 0.9),
  };
}

/** The values that sorting would bring to the wanted places, from 0: only those in the same cells as these are sorted. */
function orderStatistics(values: Float64Array, wanted: readonly number[]): readonly number[] {
  const n = values.length;
  if (n <= FEW) {
    values.sort();
    return wanted.map((at) => values[at]!);
  }
  const cells = new FloatCells(values);
  const end = new Uint32Array(cells.count);
  for (let i = 0; i < n; i++) end[cells.of(i)]!++;
  for (let cell = 1; cell < cells.count; cell++) end[cell]! += end[cell - 1]!;
  const cellsOfWanted = wanted.map((at) => firstAbove(end, at));
  const inCell = new Map(cellsOfWanted.map((cell) => [cell, new NumberList()]));
  const isWanted = new Uint8Array(cells.count);
  for (const cell of cellsOfWanted) isWanted[cell] = 1;
  for (let i = 0; i < n; i++) {
    const cell = cells.of(i);
    if (isWanted[cell] === 1) inCell.get(cell)?.push(values[i]!);
  }
  for (const list of inCell.values()) {
    const found = list.view();
    if (!isSorted(found, 0, found.length)) found.sort();
  }
  return wanted.map((at, k) => {
    const cell = cellsOfWanted[k]!;
    const from = cell === 0 ? 0 : end[cell - 1]!;
    return inCell.get(cell)?.view()[at - from] ?? Number.NaN;
  });
}

/** The first index whose entry is above `value`; the entries ascend. */
function firstAbove(entries: Uint32Array, value: number): number {
  let from = 0;
  let to = entries.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (entries[middle]! > value) to = middle;
    else from = middle + 1;
  }
  return from;
}
