import type { TrendPoint } from '../engine/answer.ts';
import { isTooFew, type Rate, wilson } from './rate.ts';

export interface JudgedPeriod {
  readonly startUs: number;
  readonly endUs: number;
  readonly converted: number;
  readonly rate: Rate;
  /**
   * `whole`: every attempt had its whole window; `open`: some still have time, or some may still come, so the rate may
   * yet grow and gets no interval; `too-few`: fewer than 30 people; `empty`: nobody.
   */
  readonly state: 'whole' | 'open' | 'too-few' | 'empty';
  /** Open though nothing limits their time: they had less than most of those who came needed. */
  readonly late?: boolean;
}

/** Without a window: the time that nine in ten needed, and up to when the data is complete. Microseconds. */
export interface TimeNeeded {
  readonly p90Us: number;
  readonly asOfUs: number;
}

/**
 * What each period of a trend can bear to have said about it (DESIGN §4: a trend point under 30 people has no rate).
 * Without a window no attempt is ever open; there `needed` tells the late periods, whose people had less time than nine
 * in ten needed, so that they do not look like a fall.
 */
export function judgeTrend(points: readonly TrendPoint[], needed: TimeNeeded | null = null): readonly JudgedPeriod[] {
  return points.map(({ startUs, endUs, from, to, mature }) => {
    const late = mature && needed !== null && endUs - 1 + needed.p90Us > needed.asOfUs;
    const state = from === 0 ? 'empty' : isTooFew(from) ? 'too-few' : mature && !late ? 'whole' : 'open';
    const period = { startUs, endUs, converted: to, rate: wilson(to, from), state } as const;
    return late && state === 'open' ? { ...period, late } : period;
  });
}
