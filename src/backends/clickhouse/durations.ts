import type { Durations } from '../../engine/answer.ts';
import { numberOf, numbersOf, type Row } from './statement.ts';

/** Columns for the mean and the quantiles (R type 7) of whole microseconds, where `condition` holds. */
export function durationColumns(name: string, us: string, condition: string): readonly string[] {
  return [
    `countIf(${condition}) AS ${name}_n`,
    `sumIf(${us}, ${condition}) AS ${name}_sum`,
    `quantilesExactInclusiveIf(0.25, 0.5, 0.75, 0.9)(${us}, ${condition}) AS ${name}_q`,
  ];
}

export function durationsFrom(row: Row | undefined, name: string): Durations | null {
  const n = numberOf(row, `${name}_n`);
  if (n === 0) return null;
  // Of whole numbers the ninth tenth is a number of tenths, but for the rounding on the way.
  const [p25Us = 0, medianUs = 0, p75Us = 0, p90Us = 0] = numbersOf(row, `${name}_q`);
  return { n, meanUs: numberOf(row, `${name}_sum`) / n, p25Us, medianUs, p75Us, p90Us: Math.round(p90Us * 10) / 10 };
}
