import type { TrendPoint } from '../engine/answer.ts';
import { isTooFew, type Rate, wilson } from './rate.ts';

export interface JudgedPeriod {
  readonly startUs: number;
  readonly endUs: number;
  readonly converted: number;
  readonly rate: Rate;
  /**
   * `whole`: every attempt had its whole window; `open`: some still have time, so the rate may yet grow and gets no
   * interval; `too-few`: fewer than 30 people; `empty`: nobody.
   */
  readonly state: 'whole' | 'open' | 'too-few' | 'empty';
}

/** What each period of a trend can bear to have said about it (DESIGN §4: a trend point under 30 people has no rate). */
export function judgeTrend(points: readonly TrendPoint[]): readonly JudgedPeriod[] {
  return points.map(({ startUs, endUs, from, to, mature }) => ({
    startUs,
    endUs,
    converted: to,
    rate: wilson(to, from),
    state: from === 0 ? 'empty' : isTooFew(from) ? 'too-few' : mature ? 'whole' : 'open',
  }));
}
