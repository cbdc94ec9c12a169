import { formatCount, formatPercent, formatPercentTo, isolate, peopleOf } from './numbers.ts';

const NBSP = '\u00a0';
const MINUS = '\u2212';

export type SpokenVerdict = 'higher' | 'lower' | 'cannot-tell' | 'too-few-people';

const VERDICTS: Readonly<Record<SpokenVerdict, string>> = {
  higher: 'higher',
  lower: 'lower',
  'cannot-tell': 'cannot tell',
  'too-few-people': 'too few people',
};

/** The word for what a comparison found. */
export function sayVerdict(verdict: SpokenVerdict): string {
  return VERDICTS[verdict];
}

export interface SpokenParadox {
  /** What the sides were divided by. */
  readonly property: string;
  /** The two stages of the transition. */
  readonly from: string;
  readonly to: string;
  /** The two sides. */
  readonly first: string;
  readonly second: string;
  /** Of the first side in all, beside the second. */
  readonly verdict: 'higher' | 'lower';
}

/** Simpson's paradox: what holds in all turns round in every group that is large enough. */
export function sayParadox({ property, from, to, first, second, verdict }: SpokenParadox): string {
  const turned = verdict === 'higher' ? 'lower' : 'higher';
  return (
    `From ${isolate(from)} to ${isolate(to)}, ${isolate(first)} is ${verdict} in all, but ${turned} than ${isolate(second)} ` +
    `in every group of ${isolate(property)} with 30 people or more on both sides. The two are mixed differently, and the ` +
    'mix makes the difference: this is Simpson’s paradox. Compare them within one group.'
  );
}

/** A transition that too many people pass in both periods. */
export interface SpokenOverlap {
  /** The two stages, as they are to be written. */
  readonly from: string;
  readonly to: string;
  readonly inBoth: number;
  /** Everybody of the smaller period. */
  readonly people: number;
}

/** Why two periods are not compared at a transition. */
export function sayCannotCompare({ from, to, inBoth, people }: SpokenOverlap, locale = 'en'): string {
  const share = formatPercent(inBoth / people, people, locale);
  return `From ${from} to ${to} the two periods cannot be compared: ${formatCount(inBoth, locale)} of the ${peopleOf(people, locale)} of the smaller one (${share}) were there in both, and the others do not stand for them.`;
}

/**
 * A difference of two shares in percentage points with its bounds: "+4.2 points", "+1.1 to +7.3"; in whole points where
 * the bounds lie ten or more apart. A bound that is not 0
 * does not read as 0 where the other lies on its side.
 */
export function sayDifference(
  difference: { readonly value: number; readonly low: number; readonly high: number },
  locale = 'en',
): { readonly value: string; readonly interval: string } {
  const digits = digitsOf(difference);
  const format = new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  const points = (share: number) => {
    const text = format.format(Math.abs(share) * 100);
    if (/^0(\D0*)?$/.test(text)) return text;
    return `${share < 0 ? MINUS : '+'}${text}`;
  };
  return {
    value: `${points(difference.value)}${NBSP}points`,
    interval: `${points(difference.low)} to ${points(difference.high)}`,
  };
}

/** A share said beside a difference, with as many digits: so one can be taken from the other as they are read. */
export function sayShareBeside(
  share: number,
  difference: { readonly low: number; readonly high: number },
  locale = 'en',
): string {
  return formatPercentTo(share, digitsOf(difference), locale);
}

function digitsOf({ low, high }: { readonly low: number; readonly high: number }): number {
  const near = Math.min(Math.abs(low), Math.abs(high));
  const hidden = low * high > 0 && near < 0.005;
  return (high - low) * 100 >= 10 && !hidden ? 0 : 1;
}

/** The level of an interval: "95 %", "99.3 %". */
export function sayLevel(level: number, locale = 'en'): string {
  const digits = Math.abs(level * 100 - Math.round(level * 100)) < 0.05 ? 0 : 1;
  if (level >= 0.9995) return `over${NBSP}99.9${NBSP}%`;
  const format = new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return digits === 0
    ? formatPercent(Math.round(level * 100) / 100, undefined, locale)
    : `${format.format(level * 100)}${NBSP}%`;
}
