import type { DayCount } from '../../engine/answer.ts';
import type { WeekStart } from '../../journey/plan.ts';
import type { PeriodLength } from '../../words/numbers.ts';

/** Days are numbers of local days since 1970-01-01. */
export interface UsePeriod {
  readonly fromDay: number;
  /** The last day of it. */
  readonly toDay: number;
  readonly uses: number;
  /** The data begins or ends within it. */
  readonly cut: boolean;
}

/** A tool's uses from when it was there to the end of the data. */
export interface UseHistory {
  readonly length: PeriodLength;
  readonly fromDay: number;
  readonly toDay: number;
  readonly periods: readonly UsePeriod[];
  readonly sinceDay: number | null;
  readonly lastUseDay: number | null;
  readonly quietDay: number | null;
}

export interface UseFigures {
  readonly days: readonly DayCount[];
  /** The last day of the data. */
  readonly endDay: number;
  /** Since when the plan says that it is there. */
  readonly sinceDay: number | null;
  /** Since when it is quiet. */
  readonly quietDay: number | null;
  readonly weekStart: WeekStart;
}

/** Days up to this many are drawn one by one, and weeks up to so many days. */
const DAYS_ONE_BY_ONE = 62;
const DAYS_IN_WEEKS = 900;

/** Uses by day, week or month, whichever leaves bars that one can tell apart; `null` without a use. */
export function historyOfUses({ days, endDay, sinceDay, quietDay, weekStart }: UseFigures): UseHistory | null {
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return null;
  const fromDay = Math.min(first.day, sinceDay ?? first.day);
  const toDay = Math.max(endDay, last.day);
  const span = toDay - fromDay + 1;
  const length: PeriodLength = span <= DAYS_ONE_BY_ONE ? 'day' : span <= DAYS_IN_WEEKS ? 'week' : 'month';
  const periods: { fromDay: number; toDay: number; uses: number; cut: boolean }[] = [];
  for (let day = fromDay; day <= toDay; ) {
    const [start, end] = periodAround(day, length, weekStart);
    periods.push({ fromDay: start, toDay: end, uses: 0, cut: start < fromDay || end > toDay });
    day = end + 1;
  }
  let at = 0;
  for (const { day, count } of days) {
    while (at < periods.length - 1 && day > periods[at]!.toDay) at += 1;
    periods[at]!.uses += count;
  }
  return { length, fromDay, toDay, periods, sinceDay, lastUseDay: last.day, quietDay };
}

/** 1970-01-01 was a Thursday. */
const WEEK_OFFSETS: Readonly<Record<WeekStart, number>> = { monday: 3, sunday: 4, saturday: 5 };

function periodAround(day: number, length: PeriodLength, weekStart: WeekStart): readonly [number, number] {
  if (length === 'day') return [day, day];
  if (length === 'week') {
    const start = day - ((((day + WEEK_OFFSETS[weekStart]) % 7) + 7) % 7);
    return [start, start + 6];
  }
  const date = new Date(day * 86_400_000);
  const dayOf = (month: number) => Date.UTC(date.getUTCFullYear(), month, 1) / 86_400_000;
  return [dayOf(date.getUTCMonth()), dayOf(date.getUTCMonth() + 1) - 1];
}
