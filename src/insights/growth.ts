import { normalTail } from './comparison-p-value.ts';
import { isTooFew, Z95 } from './rate.ts';
import type { Chance } from './worth-draws.ts';

export interface Growth {
  /** People a day now, divided by people a day before, with its 95 % interval. */
  readonly ratio: { readonly value: number; readonly low: number; readonly high: number };
  readonly now: number;
  readonly before: number;
  readonly verdict: 'growing' | 'shrinking' | 'cannot-tell';
}

/** With fewer weeks on either side their spread is not known. */
const FEWEST_BLOCKS = 4;
const DRAWS = 2000;
const DAYS_PER_BLOCK = 7;

/**
 * Whether more people came a day in one period than in another, from their counts by day; `null` with fewer than 30
 * people or four weeks on a side.
 *
 * The interval of the ratio comes from drawing whole weeks with replacement (block bootstrap: Künsch 1989, Annals of
 * Statistics 17:1217–1241), so that weekends and whatever else happens within a week stay together; weeks are blocks of
 * seven days from the period's first day, and a rest of at least one day is one of its own. Percentiles of few weeks are
 * too narrow, so they are taken further out, as a t interval would (Hesterberg 2015, The American Statistician
 * 69:371–386, section 4.5.3).
 */
export function judgeGrowth(now: readonly number[], before: readonly number[], chance: Chance): Growth | null {
  const [a, b] = [blocksOf(now), blocksOf(before)];
  const [people, peopleBefore] = [sum(now), sum(before)];
  if (Math.min(a.length, b.length) < FEWEST_BLOCKS || isTooFew(people) || isTooFew(peopleBefore)) return null;
  const draws = Float64Array.from({ length: DRAWS }, () => perDay(a, chance) / perDay(b, chance)).toSorted();
  const outside = expandedTail(Math.min(a.length, b.length));
  const at = (share: number): number => draws[Math.min(DRAWS - 1, Math.max(0, Math.round(share * (DRAWS - 1))))] ?? 0;
  const ratio = {
    value: people / now.length / (peopleBefore / before.length),
    low: at(outside),
    high: at(1 - outside),
  };
  // Where nearly all came in one week, some draws have nobody to divide by.
  if (!Number.isFinite(ratio.high)) return null;
  const verdict = ratio.low > 1 ? 'growing' : ratio.high < 1 ? 'shrinking' : 'cannot-tell';
  return { ratio, now: people, before: peopleBefore, verdict };
}

interface Block {
  readonly people: number;
  readonly days: number;
}

function blocksOf(days: readonly number[]): readonly Block[] {
  return Array.from({ length: Math.ceil(days.length / DAYS_PER_BLOCK) }, (_, block) => {
    const own = days.slice(block * DAYS_PER_BLOCK, (block + 1) * DAYS_PER_BLOCK);
    return { people: sum(own), days: own.length };
  });
}

/** People a day in as many blocks as there are, drawn with replacement. */
function perDay(blocks: readonly Block[], chance: Chance): number {
  let people = 0;
  let days = 0;
  for (let draw = 0; draw < blocks.length; draw++) {
    const block = blocks[Math.floor(chance() * blocks.length)];
    people += block?.people ?? 0;
    days += block?.days ?? 0;
  }
  return people / days;
}

/** The share of draws outside of one end, for a 95 % interval from so many blocks. */
function expandedTail(blocks: number): number {
  return normalTail(Math.sqrt(blocks / (blocks - 1)) * t95(blocks - 1));
}

/** The 97.5 % point of Student's t (Abramowitz and Stegun 26.7.5; within 1 % from three degrees of freedom on). */
function t95(degrees: number): number {
  const z = Z95;
  return (
    z +
    (z ** 3 + z) / (4 * degrees) +
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * degrees ** 2) +
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / (384 * degrees ** 3)
  );
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
