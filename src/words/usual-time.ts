import type { Plan } from '../journey/plan.ts';
import { DAY_US } from '../journey/time-zone.ts';
import { didAt } from './findings.ts';
import { countOf, formatCount, type PeriodLength, pluralOf } from './numbers.ts';

const HOUR_US = 3_600e6;

/** The time in which nine in ten of those who reached a step did, as `insights/usual-time.ts` gives it. */
export interface SpokenUsualTime {
  readonly stage: string;
  readonly people: number;
  readonly p90Us: number;
}

/** "Nine in ten of the 708 who acted did so within 17 days of first contact." */
export function sayUsualTime(
  { stage, people, p90Us }: SpokenUsualTime,
  plan: Pick<Plan, 'stages'>,
  calendarDays: boolean,
  locale = 'en',
): string {
  return `Nine in ten of the ${formatCount(people, locale)} who ${didAt(plan, stage)} did so ${within(p90Us, calendarDays, locale)}.`;
}

/** Why the latest periods of a picture are hollow though nothing limits anybody's time: `late` of them. */
export function sayLate(
  usual: SpokenUsualTime,
  late: number,
  length: PeriodLength,
  plan: Pick<Plan, 'stages'>,
  calendarDays: boolean,
  locale = 'en',
): string {
  const them = late === 1 ? `the ${length} that is` : `the ${countOf(late, length, `${length}s`, locale)} that are`;
  return `${sayUsualTime(usual, plan, calendarDays, locale)} Who entered in ${them} hollow had less, so more may still come.`;
}

/** Rounded up, for "within" must hold. */
function within(us: number, calendarDays: boolean, locale: string): string {
  if (calendarDays && us === 0) return 'on the day of first contact';
  const of = (unitUs: number, one: string, many: string) => {
    const n = Math.max(1, Math.ceil(us / unitUs));
    return `within ${formatCount(n, locale)}\u00a0${pluralOf(n, one, many, locale)} of first contact`;
  };
  if (calendarDays || us > 2 * DAY_US) return of(DAY_US, 'day', 'days');
  return us > 2 * HOUR_US ? of(HOUR_US, 'hour', 'hours') : of(60e6, 'minute', 'minutes');
}
