import { type TimeZone, timeZone } from '../journey/time-zone.ts';
import { LocalDays } from './local-days.ts';
import type { Scope, UsRange } from './query.ts';

const DAY_US = 86_400_000_000;

/**
 * A scope's numbers in the time base of the count: microseconds since 1970 UTC or, by calendar day, local midnights
 * written as if they were UTC (so that days are equally long). Unbounded is ±Infinity.
 */
export interface Rules {
  readonly steps: number;
  readonly order: Scope['order'];
  readonly later: boolean;
  readonly windowUs: number;
  readonly enteredFromUs: number;
  readonly enteredToUs: number;
  readonly duringFromUs: number;
  readonly duringToUs: number;
  /** An attempt that starts up to here had its whole window; Infinity where nothing tells. */
  readonly matureToUs: number;
  /** Up to when the data is complete; Infinity without a window, where nothing depends on it. */
  readonly asOfUs: number;
  readonly exclusions: readonly { readonly fromStep: number; readonly toStep: number }[];
  readonly clock: TimeZone;
  /** Whether times are cut to their local day. */
  readonly byDay: boolean;
  readonly days: LocalDays;
}

/**
 * A window is a whole number of days (rounded up) by calendar day, and `asOf` counts as its day. An earlier end of
 * `during` stands in for `asOf`. Throws a RangeError for an unknown time zone or an exclusion between no two steps.
 */
export function rulesOf(scope: Scope): Rules {
  const clock = timeZone(scope.timeZone);
  const byDay = scope.calendarDays;
  const base = (us: number): number => (byDay && Number.isFinite(us) ? clock.localDayUs(us) : us);
  const from = (range: UsRange | null): number => base(range?.fromUs ?? Number.NEGATIVE_INFINITY);
  const to = (range: UsRange | null): number => base(range?.toUs ?? Number.POSITIVE_INFINITY);
  const duringToUs = to(scope.during);
  const bounded = scope.windowUs !== null;
  const givenUs = scope.windowUs ?? Number.POSITIVE_INFINITY;
  const windowUs = byDay && bounded ? Math.ceil(givenUs / DAY_US) * DAY_US : givenUs;
  const asOfUs = bounded
    ? Math.min(base(scope.asOfUs ?? Number.POSITIVE_INFINITY), duringToUs)
    : Number.POSITIVE_INFINITY;
  for (const { fromStep, toStep } of scope.exclusions) {
    if (!(fromStep >= 0 && fromStep < toStep && toStep < scope.steps.length)) {
      throw new RangeError(`an exclusion between the steps ${fromStep} and ${toStep} of ${scope.steps.length}`);
    }
  }
  return {
    steps: scope.steps.length,
    order: scope.order,
    later: scope.ties === 'later',
    windowUs,
    enteredFromUs: from(scope.entered),
    enteredToUs: to(scope.entered),
    duringFromUs: from(scope.during),
    duringToUs,
    matureToUs: bounded ? asOfUs - windowUs : Number.POSITIVE_INFINITY,
    asOfUs,
    exclusions: scope.exclusions.map(({ fromStep, toStep }) => ({ fromStep, toStep })),
    clock,
    byDay,
    days: new LocalDays(clock),
  };
}
