import type { JudgedPeriod } from '../../insights/trend-judgement.ts';
import { formatCompact, formatPeriod, formatPeriodShort, type PeriodLength } from '../../words/numbers.ts';
import type { DatedNote } from '../notes/place-notes.ts';
import { type ArrivalsLayout, layoutArrivals } from './arrivals.layout.ts';

/** The layout with its labels in words: a month carries its year where it is the first of one. */
export function arrivalsLayout(
  periods: readonly JudgedPeriod[],
  notes: readonly DatedNote[],
  size: { readonly width: number; readonly height: number },
  length: PeriodLength,
  timeZone: string,
): ArrivalsLayout {
  const year = (k: number) => formatPeriod(periods[k]?.startUs ?? 0, 'month', timeZone).slice(-4);
  const tick = (k: number) =>
    formatPeriodShort(
      periods[k]?.startUs ?? 0,
      length,
      timeZone,
      length === 'month' && (k === 0 || year(k) !== year(k - 1)),
    );
  return layoutArrivals(periods, notes, size, tick, (n) => formatCompact(n));
}
