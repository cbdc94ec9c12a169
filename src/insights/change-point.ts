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
const RESHUFFLINGS = 999;
/** With so many orders as extreme the answer is known: no change. */
const ENOUGH_EXTREME = 25;

/**
 * Where the rate of a series of weeks changed most, and how often as great a change comes when the weeks stand in any
 * other order; `null` where no cut leaves three weeks and 30 people on both sides.
 *
 * The cut is that of the greatest likelihood ratio of two binomial rates against one (Hinkley and Hinkley 1970,
 * Biometrika 57:477–488; Worsley 1983, Biometrika 70:455–464). Its chance comes from reshuffling whole weeks (Antoch and
 * Hušková 2001, Statistics & Probability Letters 53:37–46): so weeks may differ by more than people alone would make
 * them, as they do where a newsletter goes out in some and not in others. What is assumed is that, without a change, one
 * week tells nothing of the next. The reshuffling stops early where enough orders are as extreme (Besag and Clifford
 * 1991, Biometrika 78:301–304), which keeps the p-value valid.
 */
export function findChangePoint(weeks: readonly WeekOfPeople[], chance: Chance): ChangePoint | null {
  const reached = Float64Array.from(weeks, (week) => week.reached);
  const converted = Float64Array.from(weeks, (week) => week.converted);
  const found = greatestChange(reached, converted);
  if (found === null) return null;
  let extreme = 0;
  let orders = 0;
  while (orders < RESHUFFLINGS && extreme < ENOUGH_EXTREME) {
    shuffle(reached, converted, chance);
    orders++;
    if ((greatestChange(reached, converted)?.ratio ?? 0) >= found.ratio) extreme++;
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
function greatestChange(
  reached: Float64Array,
  converted: Float64Array,
): { readonly week: number; readonly ratio: number } | null {
  const all = reached.reduce((sum, n) => sum + n, 0);
  const allConverted = converted.reduce((sum, n) => sum + n, 0);
  const together = logLikelihood(allConverted, all);
  let best: { week: number; ratio: number } | null = null;
  let n = 0;
  let x = 0;
  for (let week = 1; week <= reached.length - FEWEST_WEEKS; week++) {
    n += reached[week - 1]!;
    x += converted[week - 1]!;
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

/** Fisher and Yates, in place, both arrays alike. */
function shuffle(reached: Float64Array, converted: Float64Array, chance: Chance): void {
  for (let i = reached.length - 1; i > 0; i--) {
    const j = Math.floor(chance() * (i + 1));
    [reached[i], reached[j]] = [reached[j]!, reached[i]!];
    [converted[i], converted[j]] = [converted[j]!, converted[i]!];
  }
}

function added(weeks: readonly WeekOfPeople[]): { readonly reached: number; readonly converted: number } {
  return weeks.reduce(
    (sum, week) => ({ reached: sum.reached + week.reached, converted: sum.converted + week.converted }),
    { reached: 0, converted: 0 },
  );
}
