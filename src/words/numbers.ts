/**
 * Numbers, shares, sizes, durations and dates as people read them. Everything goes through Intl with a locale; a thin
 * no-break space stands between a number and its unit, so that the two never part at a line's end.
 */
const NBSP = '\u00a0';
const EN_DASH = '\u2013';

// Formats cost far more to make than to use.
const cache = new Map<string, Intl.NumberFormat>();
const pluralRules = new Map<string, Intl.PluralRules>();
const dateFormats = new Map<string, Intl.DateTimeFormat>();
function numberFormat(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${locale} ${JSON.stringify(options)}`;
  let format = cache.get(key);
  if (!format) {
    format = new Intl.NumberFormat(locale, options);
    cache.set(key, format);
  }
  return format;
}

/** A whole number with its thousands apart: "18,204". */
export function formatCount(n: number, locale = 'en'): string {
  return numberFormat(locale, { maximumFractionDigits: 0 }).format(n);
}

/** A number short enough for a narrow place, "1.4M"; below 10,000 it is whole. */
export function formatCompact(n: number, locale = 'en'): string {
  if (Math.abs(n) < 10_000) return formatCount(n, locale);
  return numberFormat(locale, { notation: 'compact', maximumSignificantDigits: 3 }).format(n);
}

/** "1 person", "2 people": the count with the form of the noun that the locale's plural rules ask for. */
export function countOf(n: number, one: string, other: string, locale = 'en'): string {
  return `${formatCount(n, locale)}${NBSP}${pluralOf(n, one, other, locale)}`;
}

export function pluralOf(n: number, one: string, other: string, locale = 'en'): string {
  let rules = pluralRules.get(locale);
  if (!rules) {
    rules = new Intl.PluralRules(locale);
    pluralRules.set(locale, rules);
  }
  return rules.select(n) === 'one' ? one : other;
}

export function peopleOf(n: number, locale = 'en'): string {
  return countOf(n, 'person', 'people', locale);
}

/** The same, and "nobody" for none. */
export function peopleOrNobody(n: number, locale = 'en'): string {
  return n === 0 ? 'nobody' : peopleOf(n, locale);
}

/**
 * A share in 0..1 as per cent, with the digits that `n` people can bear: none below 100, one below 100,000, then two;
 * a share that would read as 0 or 100 without being it says "under" or "over". `n` is absent: one digit below 10 %.
 */
export function formatPercent(share: number, n?: number, locale = 'en'): string {
  return percentWithin(share * 100, percentDigits(share * 100, n), locale);
}

/** A share in 0..1 with so many digits, as far as it does not read as 0 or 100 without being it. */
export function formatPercentTo(share: number, digits: number, locale = 'en'): string {
  return percentWithin(share * 100, digits, locale);
}

/** Never reads as 0 or 100 without being it. */
function percentWithin(percent: number, digits: number, locale: string): string {
  if (percent === 0 || percent === 100) digits = 0;
  const smallest = 10 ** -digits;
  const number = numberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  if (percent > 0 && percent < smallest / 2) return `under${NBSP}${number.format(smallest)}${NBSP}%`;
  if (percent < 100 && percent > 100 - smallest / 2) return `over${NBSP}${number.format(100 - smallest)}${NBSP}%`;
  return `${number.format(percent)}${NBSP}%`;
}

function percentDigits(percent: number, n: number | undefined): number {
  if (percent === 0 || percent === 100) return 0;
  if (n === undefined) return percent < 10 ? 1 : 0;
  if (n < 1000) return 0;
  if (n < 100_000) return percent < 10 ? 1 : 0;
  return percent < 10 ? 2 : 1;
}

/**
 * A share with its interval, "32 %" and "30–35 %", both with the digits that the interval's width can bear: none for two
 * points or wider, one for a fifth of a point or wider, else two. Below 10 % and above 90 % a whole per cent is too coarse:
 * there it is one at least.
 */
export function formatRate(
  value: number,
  low: number,
  high: number,
  locale = 'en',
): { readonly value: string; readonly interval: string } {
  const points = (high - low) * 100;
  const fine = (value > 0 && value < 0.1) || (value > 0.9 && value < 1) ? 1 : 0;
  const digits = Math.max(fine, points >= 2 ? 0 : points >= 0.2 ? 1 : 2);
  const format = numberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  const [from, to] = [format.format(low * 100), format.format(high * 100)];
  return {
    value: percentWithin(value * 100, digits, locale),
    interval: from === to ? `${from}${NBSP}%` : `${from}${EN_DASH}${to}${NBSP}%`,
  };
}

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** Bytes in decimal units: "4.1 MB". */
export function formatBytes(bytes: number, locale = 'en'): string {
  let value = bytes;
  let unit = 0;
  while (Math.abs(value) >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit++;
  }
  const digits = unit === 0 || value >= 100 ? 0 : 1;
  const text = numberFormat(locale, { maximumFractionDigits: digits }).format(value);
  return `${text}${NBSP}${UNITS[unit]}`;
}

const SECOND_US = 1e6;
const MINUTE_US = 60 * SECOND_US;
const HOUR_US = 60 * MINUTE_US;
const DAY_US = 24 * HOUR_US;

/** A duration in microseconds as one would say it: "40 s", "2 h 25 min", "3.0 days", "49 days". */
export function formatDuration(us: number, locale = 'en'): string {
  const one = numberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  if (us < 0) return `${'\u2212'}${formatDuration(-us, locale)}`;
  if (us === 0) return `0${NBSP}s`;
  if (us < SECOND_US) return `under 1${NBSP}s`;
  if (us < 59.5 * SECOND_US) return `${formatCount(us / SECOND_US, locale)}${NBSP}s`;
  if (us < 59.5 * MINUTE_US) return `${formatCount(us / MINUTE_US, locale)}${NBSP}min`;
  if (us >= 10 * HOUR_US && us < 23.5 * HOUR_US) return `${formatCount(us / HOUR_US, locale)}${NBSP}h`;
  if (us < 10 * HOUR_US) {
    const minutes = Math.round(us / MINUTE_US);
    const rest = minutes % 60;
    const hours = `${formatCount((minutes - rest) / 60, locale)}${NBSP}h`;
    return rest === 0 ? hours : `${hours} ${rest}${NBSP}min`;
  }
  const days = us / DAY_US;
  return days < 9.95 ? `${one.format(days)}${NBSP}days` : `${formatCount(days, locale)}${NBSP}days`;
}

/** A difference of calendar days: "the same day", "1 day", "2.5 days". */
export function formatCalendarDays(us: number, locale = 'en'): string {
  if (us === 0) return 'the same day';
  const days = us / DAY_US;
  const text = numberFormat(locale, { maximumFractionDigits: days < 10 ? 1 : 0 }).format(days);
  return `${text}${NBSP}${pluralOf(Number(days.toFixed(days < 10 ? 1 : 0)), 'day', 'days', locale)}`;
}

/** Two differences of calendar days: "0–1 days", "1 day" when they are one. */
export function formatCalendarDayRange(fromUs: number, toUs: number, locale = 'en'): string {
  if (fromUs === toUs) return formatCalendarDays(fromUs, locale);
  const format = numberFormat(locale, { maximumFractionDigits: toUs < 10 * DAY_US ? 1 : 0 });
  return `${format.format(fromUs / DAY_US)}${EN_DASH}${format.format(toUs / DAY_US)}${NBSP}days`;
}

/** A window: whole units stay whole, "30 days", "1 day", "36 hours", "90 minutes". */
export function formatWindow(us: number, locale = 'en'): string {
  if (us % DAY_US === 0) return countOf(us / DAY_US, 'day', 'days', locale);
  if (us % HOUR_US === 0) return countOf(us / HOUR_US, 'hour', 'hours', locale);
  if (us % MINUTE_US === 0) return countOf(us / MINUTE_US, 'minute', 'minutes', locale);
  return formatDuration(us, locale);
}

/** A local date, "9 Mar 2026"; English dates put the day first everywhere, because no reader mistakes that. */
export function formatDay(us: number, timeZone: string, locale = 'en'): string {
  return dateFormat(locale, { timeZone, day: 'numeric', month: 'short', year: 'numeric' }).format(us / 1000);
}

/** "9 Mar 2026, 17:38". */
export function formatMoment(us: number, timeZone: string, locale = 'en'): string {
  const options = {
    timeZone,
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  } as const;
  return dateFormat(locale, { ...options, hourCycle: 'h23' }).format(us / 1000);
}

/** Two days as a range that names what they share once: "1 Jan – 30 Jun 2026". */
export function formatDayRange(fromUs: number, toUs: number, timeZone: string, locale = 'en'): string {
  const format = dateFormat(locale, { timeZone, day: 'numeric', month: 'short', year: 'numeric' });
  return format.formatRange(Math.min(fromUs, toUs) / 1000, Math.max(fromUs, toUs) / 1000).replace(/\u2009/g, ' ');
}

function dateFormat(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${JSON.stringify(options)}`;
  let format = dateFormats.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, options);
    dateFormats.set(key, format);
  }
  return format;
}

/** "a, b and c". */
export function formatList(items: readonly string[], locale = 'en'): string {
  return new Intl.ListFormat(locale === 'en' ? 'en-GB' : locale, { type: 'conjunction' }).format(items);
}

/**
 * A text from the data between quotation marks: control characters made visible, cut to 80 characters, and isolated, so
 * that its own writing direction does not turn the sentence around.
 */
export function quote(text: string): string {
  const plain = text.replace(/\p{Cc}/gu, '\u2423').replace(/[\u202a-\u202e\u2066-\u2069]/g, '');
  const characters = [...plain];
  const cut = characters.length > 80 ? `${characters.slice(0, 79).join('')}\u2026` : plain;
  // Within the marks, which would be turned as well.
  return RIGHT_TO_LEFT.test(cut) ? `\u201c\u2068${cut}\u2069\u201d` : `\u201c${cut}\u201d`;
}

/** Hebrew, Arabic and their neighbours, with their presentation forms. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/u;

/** A name between isolating marks: a Hebrew label in an English sentence keeps its place. */
export function isolate(text: string): string {
  return /^[\p{ASCII}\p{Script=Latin}]*$/u.test(text) ? text : `\u2068${text}\u2069`;
}

export type PeriodLength = 'day' | 'week' | 'month';

/** A period by its start: "9 Mar 2026", "week of 9 Mar 2026", "March 2026". */
export function formatPeriod(startUs: number, length: PeriodLength, timeZone: string, locale = 'en'): string {
  if (length === 'month')
    return dateFormat(locale, { timeZone, month: 'long', year: 'numeric' }).format(startUs / 1000);
  const day = formatDay(startUs, timeZone, locale);
  return length === 'week' ? `week of ${day}` : day;
}

/** The same for the edge of a picture: "9 Mar", "Mar"; with the year where it begins or the picture does. */
export function formatPeriodShort(
  startUs: number,
  length: PeriodLength,
  timeZone: string,
  withYear: boolean,
  locale = 'en',
): string {
  // "Jul 25" would be a day: beside a month alone the year is written out.
  const year = withYear ? ({ year: length === 'month' ? 'numeric' : '2-digit' } as const) : {};
  const day = length === 'month' ? {} : ({ day: 'numeric' } as const);
  return dateFormat(locale, { timeZone, ...day, month: 'short', ...year }).format(startUs / 1000);
}
