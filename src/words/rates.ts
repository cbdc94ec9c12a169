import {
  formatCalendarDayRange,
  formatCalendarDays,
  formatCount,
  formatDuration,
  formatRate,
  formatWindow,
} from './numbers.ts';

/** A rate with its interval and the people it rests on; as `insights` gives it. */
export interface SpokenRate {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly n: number;
}

export interface RateWords {
  /** "32 %", "too few people" or "nobody yet". */
  readonly value: string;
  /** "30–35 %"; `null` where no interval may be given. */
  readonly interval: string | null;
}

/** A rate as the screens show it: nothing but words where too few people carry it. */
export function sayRate(rate: SpokenRate, tooFew: boolean, locale = 'en'): RateWords {
  if (rate.n === 0 || rate.value === null) return { value: 'nobody yet', interval: null };
  if (tooFew || rate.low === null || rate.high === null) return { value: 'too few people', interval: null };
  return formatRate(rate.value, rate.low, rate.high, locale);
}

/** What a rate divides: "4,548 of 15,864 whose 30 days are over"; without a window "4,548 of 15,864 who got here". */
export function sayMadeOf(converted: number, of: number, windowUs: number | null, locale = 'en'): string {
  const counts = `${formatCount(converted, locale)} of ${formatCount(of, locale)}`;
  if (windowUs === null) return `${counts} who got here`;
  return `${counts} whose ${sayOver(windowUs, locale)}`;
}

/** Who rates are of: "of people whose 30 days are over"; without a window "of everybody who got there". */
export function sayRatesOf(windowUs: number | null, locale = 'en'): string {
  return windowUs === null ? 'of everybody who got there' : `of people whose ${sayOver(windowUs, locale)}`;
}

function sayOver(windowUs: number, locale: string): string {
  const days = formatWindow(windowUs, locale);
  return `${days} ${/^1\D/.test(days) ? 'is' : 'are'} over`;
}

/** Typical time with the middle half around it; words instead where fewer than 30 people carry it. */
export function sayTimes(
  times: { readonly n: number; readonly p25Us: number; readonly medianUs: number; readonly p75Us: number } | null,
  holds: boolean,
  calendarDays: boolean,
  locale = 'en',
): { readonly median: string; readonly middle: string | null } {
  if (times === null) return { median: '\u2013', middle: null };
  if (!holds) return { median: 'too few people', middle: null };
  if (calendarDays) {
    return {
      median: formatCalendarDays(times.medianUs, locale),
      middle: formatCalendarDayRange(times.p25Us, times.p75Us, locale),
    };
  }
  const [low, high] = [formatDuration(times.p25Us, locale), formatDuration(times.p75Us, locale)];
  return { median: formatDuration(times.medianUs, locale), middle: low === high ? low : `${low} \u2013 ${high}` };
}

/**
 * The middle half in a sentence, of what `sayTimes` gives: "half take 2–5 days"; where both its ends are one, so many
 * take just that: "at least half: 31 days".
 */
export function sayMiddleHalf(middle: string, verb: 'take' | 'took' = 'take'): string {
  return middle.includes('\u2013') ? `half ${verb} ${middle}` : `at least half: ${middle}`;
}
