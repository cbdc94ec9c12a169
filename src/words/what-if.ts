import type { StageId } from '../journey/stages.ts';
import { nameOf, type Speaker } from './findings.ts';
import { formatCount, formatPercent, pluralOf } from './numbers.ts';
import { type SpokenRange, type SpokenValue, sayRange, sayValue } from './worth.ts';

/** A simulated figure: the middle of the draws and their middle 95 %. */
export interface SpokenSimulated extends SpokenRange {
  readonly value: number;
}

/** What would arrive at a stage, as `insights` simulates it. */
export interface SpokenWhatIf {
  readonly stage: StageId;
  readonly now: SpokenSimulated;
  readonly changed: SpokenSimulated;
  readonly more: SpokenSimulated;
  readonly moreValue: SpokenSimulated | null;
}

export interface WhatIfWords {
  /** "+253 people" */
  readonly people: string;
  /** "95 % of the draws lie between +210 and +290" */
  readonly interval: string;
  /** "€8,400 – €11,600 more, at €40 each"; `null` where Actions have no value. */
  readonly value: string | null;
}

/** What another rate would bring to a stage. */
export function sayWhatIf({ more, moreValue }: SpokenWhatIf, value: SpokenValue, locale = 'en'): WhatIfWords {
  const [middle, low, high] = [more.value, more.low, more.high].map(whole) as [number, number, number];
  return {
    people:
      middle === 0
        ? 'no more, no fewer'
        : `${signed(middle, locale)}\u00a0${pluralOf(Math.abs(middle), 'person', 'people', locale)}`,
    interval:
      low === high
        ? 'whatever is drawn'
        : `95\u00a0% of the draws lie between ${signed(low, locale)} and ${signed(high, locale)}`,
    value: moreValue === null ? null : sayMoney(moreValue, value, locale),
  };
}

function sayMoney(money: SpokenSimulated, value: SpokenValue, locale: string): string {
  const each = sayValue(value, locale);
  const one = (amount: number): string => sayRange({ low: amount, high: amount }, value, locale);
  if (whole(money.low) < 0 && whole(money.high) > 0) {
    return `${one(-money.low)} less to ${one(money.high)} more, ${each}`;
  }
  if (money.value < 0) return `${sayRange({ low: -money.high, high: -money.low }, value, locale)} less, ${each}`;
  return `${sayRange(money, value, locale)} more, ${each}`;
}

/** Everything in one sentence, for a status line that is read out when a drag ends. */
export function sayWhatIfWhole(
  rate: number,
  transition: string,
  ifs: readonly SpokenWhatIf[],
  values: readonly SpokenValue[],
  plan: Speaker,
  locale = 'en',
): string {
  const parts = ifs.map((one, k) => {
    const words = sayWhatIf(one, values[k] ?? { from: 'people' }, locale);
    return `${words.people} at ${nameOf(plan, one.stage)}`;
  });
  const at = `If ${formatPercent(rate, 1, locale)} went on from ${transition}`;
  return parts.length === 0 ? `${at}, too few came further to tell what would arrive.` : `${at}: ${parts.join('; ')}.`;
}

function whole(n: number): number {
  const rounded = Math.round(n);
  return rounded === 0 ? 0 : rounded;
}

function signed(n: number, locale: string): string {
  return n === 0 ? '0' : `${n > 0 ? '+' : '\u2212'}${formatCount(Math.abs(n), locale)}`;
}
