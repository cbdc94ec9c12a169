import { isTooFew } from './rate.ts';
import type { Chance } from './worth-draws.ts';

/** Matured people of one week of first contact. */
export interface WeekOfPeople {
  readonly startUs: number;
  readonly reached: number;
  readonly converted: number;
}

export interface ChangePoint {
  /** Index of the first week with the new rate. */
  readonly week: number;
  readonly before: { readonly reached: number; readonly converted: number };
  readonly after: { readonly reached: number; readonly converted: number };
  /** Of this series alone. */
  readonly pValue: number;
}

/** Each side of a change spans as many weeks or more: two odd weeks at the end are no change of the rate. */
const FEWEST_WEEKS = 3;
/** Older weeks are not looked at. */
export const MOST_WEEKS = 104;
/** Fewer weeks in pairs leave too few orders to tell a change by. */
const FEWEST_IN_PAIRS = 24;
const RESHUFFLINGS = 999;
/** With so many orders as extreme the answer is known: no change. */
const ENOUGH_EXTREME = 25;

/**
 * Where the rate of a series of weeks changed most, and how often as great a change comes when the weeks stand in any
 * other order; `null` where no cut leaves three weeks and 30 people on both sides.
 *
 * The cut is that of the greatest likelihood ratio of two binomial rates against one (Hinkley and Hinkley 1970,
 * Biometrika 57:477–488; Worsley 1983, Biometrika 70:455–464). Its chance comes from putting whole weeks in other orders
 * (Antoch and Hušková 2001, Statistics & Probability Letters 53:37–46): so weeks may differ by more than people alone would
 * make them, as they do where a newsletter goes out in some and not in others. From 24 weeks on neighbours stay together
 * in pairs (Kirch 2007, Journal of Statistical Planning and Inference 137:2453–2474), since one week often takes after the
 * one before: where their scatter has a correlation of 0.5, one world in fourteen without a change still gets one, and
 * would be one in seven without pairs. The search stops early where enough orders are as extreme (Besag and Clifford
 * 1991, Biometrika 78:301–304), which keeps the p-value valid.
 */
export function findChangePoint(weeks: readonly WeekOfPeople[], chance: Chance): ChangePoint | null {
  const found = greatestChange(weeks);
  if (found === null) return null;
  let extreme = 0;
  let orders = 0;
  while (orders < RESHUFFLINGS && extreme < ENOUGH_EXTREME) {
    orders++;
    if ((greatestChange(reordered(weeks, chance))?.ratio ?? 0) >= found.ratio) extreme++;
  }
  const pValue = extreme >= ENOUGH_EXTREME ? extreme / orders : (extreme + 1) / (orders + 1);
  const sides = { before: weeks.slice(0, found.week), after: weeks.slice(found.week) };
  return { week: found.week, before: added(sides.before), after: added(sides.after), pValue };
}

/**
 * Which of several p-values hold at `alpha` over all of them together (Holm 1979, Scandinavian Journal of Statistics
 * 6:65–70): the chance that any is a false alarm stays at `alpha`, however they hang together.
 */
export function holm(pValues: readonly number[], alpha: number): readonly boolean[] {
  const order = pValues.map((p, index) => ({ p, index })).toSorted((a, b) => a.p - b.p);
  const fails = order.findIndex(({ p }, rank) => p > alpha / (pValues.length - rank));
  const held = new Set(order.slice(0, fails < 0 ? order.length : fails).map(({ index }) => index));
  return pValues.map((_, index) => held.has(index));
}

/** The cut with the greatest likelihood ratio (twice its logarithm). */
function greatestChange(weeks: readonly WeekOfPeople[]): { readonly week: number; readonly ratio: number } | null {
  const { reached: all, converted: allConverted } = added(weeks);
  const together = logLikelihood(allConverted, all);
  let best: { week: number; ratio: number } | null = null;
  let n = 0;
  let x = 0;
  for (let week = 1; week <= weeks.length - FEWEST_WEEKS; week++) {
    n += weeks[week - 1]!.reached;
    x += weeks[week - 1]!.converted;
    if (week < FEWEST_WEEKS || isTooFew(n) || isTooFew(all - n)) continue;
    const ratio = 2 * (logLikelihood(x, n) + logLikelihood(allConverted - x, all - n) - together);
    if (best === null || ratio > best.ratio) best = { week, ratio };
  }
  return best;
}

/** Of `x` successes among `n` at the rate that makes them likeliest; 0 at either end. */
function logLikelihood(x: number, n: number): number {
  return x <= 0 || x >= n ? 0 : x * Math.log(x / n) + (n - x) * Math.log(1 - x / n);
}

/** The weeks in another order, pairs of neighbours staying together where there are enough of them. */
function reordered(weeks: readonly WeekOfPeople[], chance: Chance): readonly WeekOfPeople[] {
  const size = weeks.length >= FEWEST_IN_PAIRS ? 2 : 1;
  // With an odd number one week stands alone: the first or the last.
  const alone = weeks.length % size;
  const offset = alone === 1 && chance() < 0.5 ? 1 : 0;
  const blocks: (readonly WeekOfPeople[])[] = offset === 1 ? [weeks.slice(0, 1)] : [];
  for (let week = offset; week < weeks.length; week += size) blocks.push(weeks.slice(week, week + size));
  for (let i = blocks.length - 1; i > 0; i--) {
    const j = Math.floor(chance() * (i + 1));
    [blocks[i], blocks[j]] = [blocks[j]!, blocks[i]!];
  }
  return blocks.flat();
}

function added(weeks: readonly WeekOfPeople[]): { readonly reached: number; readonly converted: number } {
  return weeks.reduce(
    (sum, week) => ({ reached: sum.reached + week.reached, converted: sum.converted + week.converted }),
    { reached: 0, converted: 0 },
  );
}
