import type { StageId } from '../journey/stages.ts';
import { DAY_US, parseDay } from '../journey/time-zone.ts';
import { sayDifference, sayShareBeside } from './comparisons.ts';
import { nameOf, type Speaker } from './findings.ts';
import { formatDay, peopleOf } from './numbers.ts';

/** How many went on before a day and since; people are dated by when their way began. */
export interface SpokenBeforeAfter {
  readonly code: 'live' | 'quiet';
  /** `YYYY-MM-DD` in the plan's zone. */
  readonly day: string;
  readonly from: StageId;
  readonly to: StageId;
  readonly before: { readonly reached: number; readonly converted: number };
  readonly after: { readonly reached: number; readonly converted: number };
  /** After minus before; `null` with too few people on one side. */
  readonly difference: { readonly value: number; readonly low: number; readonly high: number } | null;
}

/** "Of 812 people whose way began before …, 48 % went on from Motivation to Action; of 676 since then, 31 %: −17 points …" */
export function sayBeforeAfter(found: SpokenBeforeAfter, plan: Speaker, locale = 'en'): string {
  const { before, after, difference } = found;
  const us = parseDay(found.day);
  const day = us === null ? found.day : formatDay(us + DAY_US / 2, 'UTC', locale);
  const when = found.code === 'quiet' ? `before it went quiet on ${day}` : `before it was there, on ${day}`;
  if (difference === null) {
    return `Too few people to set before and after ${day} side by side: ${peopleOf(before.reached, locale)} and ${peopleOf(after.reached, locale)}.`;
  }
  const share = ({ converted, reached }: SpokenBeforeAfter['before']) =>
    sayShareBeside(reached === 0 ? 0 : converted / reached, difference, locale);
  const { value, interval } = sayDifference(difference, locale);
  const sure =
    difference.low > 0 || difference.high < 0
      ? 'Other things may have changed on the same day.'
      : 'That may be chance.';
  return `Of ${peopleOf(before.reached, locale)} whose way began ${when}, ${share(before)} went on from ${nameOf(plan, found.from)} to ${nameOf(plan, found.to)}; of ${peopleOf(after.reached, locale)} since then, ${share(after)}: ${value} (95\u00a0% interval ${interval}). ${sure}`;
}
