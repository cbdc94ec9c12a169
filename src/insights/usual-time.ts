import type { FunnelFigures } from '../engine/answer.ts';
import { DAY_US } from '../journey/time-zone.ts';
import { isTooFew } from './rate.ts';

/** Within what time of first contact nine in ten of those who reached a step did. */
export interface UsualTime {
  readonly stage: string;
  /** Those who reached it. */
  readonly people: number;
  readonly p90Us: number;
}

/** The usual time to a step; `null` where it is the first, or fewer than 30 people reached it. */
export function usualTime({ transitions }: Pick<FunnelFigures, 'transitions'>, stage: string): UsualTime | null {
  const times = transitions.find(({ to }) => to === stage)?.sinceFirstContact ?? null;
  return times === null || isTooFew(times.n) ? null : { stage, people: times.n, p90Us: times.p90Us };
}

/** Windows that people are used to, in days. */
const USUAL_DAYS = [7, 14, 30, 90, 180, 365] as const;

/**
 * A window that gives nine in ten of those who went the whole way their time, as a plan writes it (`30d`). `null` where a
 * year is not enough, or where the data (`dataUs` long) would leave less than half of itself with the whole window seen.
 */
export function usualWindow({ p90Us }: UsualTime, dataUs: number): string | null {
  const days = USUAL_DAYS.find((each) => each * DAY_US >= p90Us);
  return days === undefined || 2 * days * DAY_US > dataUs ? null : `${days}d`;
}
