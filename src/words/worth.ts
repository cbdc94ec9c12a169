import type { StageId } from '../journey/stages.ts';
import { nameOf, type Speaker } from './findings.ts';
import { formatCount, formatPercent, peopleOf } from './numbers.ts';

/** A simulated figure's middle 95 %, as `insights/worth.ts` gives it. */
export interface SpokenRange {
  readonly low: number;
  readonly high: number;
}

/** What an Action is worth, and so in what a worth is counted. */
export type SpokenValue =
  | { readonly from: 'plan'; readonly mean: number; readonly currency: string }
  | { readonly from: 'data' }
  | { readonly from: 'people' };

export type SpokenReference =
  | { readonly code: 'target'; readonly rate: number }
  | { readonly code: 'best-quarter'; readonly rate: number; readonly quarter: string; readonly n: number };

/** "210 – 290", or with a currency "€8,400 – €11,600"; at most three leading figures, for a simulation knows no more. */
export function sayRange({ low, high }: SpokenRange, value: SpokenValue, locale = 'en'): string {
  const of = value.from === 'plan' ? { style: 'currency' as const, currency: value.currency } : {};
  const format = new Intl.NumberFormat(locale, { ...of, maximumFractionDigits: 0 });
  const [from, to] = [leading(low), leading(high)];
  if (from === to) return format.format(from);
  return format.formatRange(from, to);
}

/**
 * What the range counts: "more people at First gift", "more value". From Action on the people counted are those of the
 * next stage; before it they are those who get as far as Action.
 */
export function sayWorthUnit(range: SpokenRange, value: SpokenValue, to: StageId, plan: Speaker): string {
  if (value.from === 'plan') return 'more';
  if (value.from === 'data') return 'more, in the values of your data';
  return `more ${peopleIn(range)} at ${nameOf(plan, to === 'relationship' ? 'relationship' : 'action')}`;
}

/** "people", or "person" where the range is one of them. */
export function peopleIn({ low, high }: SpokenRange): 'person' | 'people' {
  return leading(low) === 1 && leading(high) === 1 ? 'person' : 'people';
}

/** What a tool costs: "€50 a month"; the number alone where the plan names no currency. */
export function sayMonthlyCost(cost: number, currency: string | undefined, locale = 'en'): string {
  const money = currency === undefined ? {} : ({ style: 'currency', currency } as const);
  const text = new Intl.NumberFormat(locale, { ...money, maximumFractionDigits: 2 }).format(cost);
  return `${text.replace(/[.,]00(?=\D*$)/, '')} a month`;
}

/** On what the worth rests: "if 55 % went on, the plan’s target". */
export function sayReference(reference: SpokenReference, locale = 'en'): string {
  if (reference.code === 'target') return `if ${formatPercent(reference.rate, 1, locale)} went on, the plan’s target`;
  return `if as many went on as in ${quarterOf(reference.quarter)}, its best: ${formatPercent(reference.rate, 1, locale)} at the least, of ${peopleOf(reference.n, locale)}`;
}

/** "the first quarter of 2018 (23 % at the least, of 1,301 people)"; `null` where the reference is a target. */
export function sayBestQuarter(reference: SpokenReference, locale = 'en'): string | null {
  if (reference.code === 'target') return null;
  return `${quarterOf(reference.quarter)} (${formatPercent(reference.rate, 1, locale)} at the least, of ${peopleOf(reference.n, locale)})`;
}

function quarterOf(label: string): string {
  return label.replace(/^(\d{4})-Q(\d)$/, 'the $2. quarter of $1').replace(/(\d)\./, ordinal);
}

/** At what an Action is valued: "at €40 each"; nothing where people are counted. */
export function sayValue(value: SpokenValue, locale = 'en'): string | null {
  if (value.from === 'people') return null;
  if (value.from === 'data') return 'each valued as in your data';
  const money = new Intl.NumberFormat(locale, { style: 'currency', currency: value.currency });
  return `at ${money.format(value.mean).replace(/[.,]00(?=\D*$)/, '')} each`;
}

/** "951 people got as far as Motivation and no further." */
export function sayLost(people: number, from: StageId, plan: Speaker, locale = 'en'): string {
  if (people === 0) return `Nobody was lost after ${nameOf(plan, from)} so far.`;
  return `${peopleOf(people, locale)} got as far as ${nameOf(plan, from)} and no further.`;
}

function ordinal(_: string, digit: string): string {
  return ['first', 'second', 'third', 'fourth'][Number(digit) - 1] ?? digit;
}

/** At most three leading figures, and whole. */
function leading(n: number): number {
  const grain = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, Math.abs(n)))) - 2);
  // Plus nought, so that a little less than nothing is not said as minus nought.
  return Math.round(n / grain) * grain + 0;
}

/** "5 of 12 needs are answered by a tool that works." */
export function sayAnswered(held: number, all: number, locale = 'en'): string {
  if (all === 0) return 'No needs are listed yet.';
  return `${formatCount(held, locale)} of ${formatCount(all, locale)} needs ${all === 1 ? 'is' : 'are'} answered by a tool that works.`;
}
