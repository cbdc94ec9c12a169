import type { ComparisonAnswer, ReachedAndConverted } from '../engine/answer.ts';
import { countDiscoveries } from './comparison-discoveries.ts';
import { criticalZ, differencePValue } from './comparison-p-value.ts';
import { canCompare } from './finding-comparable.ts';
import { type Difference, newcombe } from './newcombe.ts';
import { isTooFew } from './rate.ts';

/** The false discovery rate of a table. */
const RATE_OF_FALSE = 0.05;

/** The first beside the second, of which the first is said to be higher, lower, or neither. */
export type Verdict = 'higher' | 'lower' | 'cannot-tell' | 'too-few-people';

/** Two rates to compare; matured people. */
export interface ComparedRates {
  readonly first: ReachedAndConverted;
  readonly second: ReachedAndConverted;
}

export interface Comparison extends ComparedRates {
  readonly verdict: Verdict;
  /** First minus second with the interval of `level`; `null` with too few people. */
  readonly difference: Difference | null;
  /** In 0..1, 0.95 where one comparison stands alone; `null` with too few people. */
  readonly level: number | null;
  readonly pValue: number | null;
}

/**
 * Judges the comparisons shown in one table (DESIGN §4): Newcombe's interval, Benjamini–Hochberg at 5 % over those that
 * have 30 people or more on both sides (m of them; the others are not tested and take no part), words that follow.
 *
 * With R discoveries, their intervals have the level 1 − 0.05·R/m (Benjamini and Yekutieli 2005, Journal of the American
 * Statistical Association 100:71–81: the selected intervals then miss at most 5 % of their truths). The others have
 * 1 − 0.05·(R+1)/m, since the procedure found each of their p-values to be above 0.05·(R+1)/m. So an interval holds 0
 * exactly where the word is "cannot tell", and a comparison that stands alone has 95 %.
 *
 * Under the procedure false alarms are 5 % of all tables without any difference, and 5 % of the discoveries on average
 * otherwise; it is proven for independent comparisons and holds in simulation for groups against their rest.
 */
export function compareRates(table: readonly ComparedRates[]): readonly Comparison[] {
  const pValues = table.map(({ first, second }) =>
    isTooFew(first.reached) || isTooFew(second.reached)
      ? null
      : differencePValue(first.converted, first.reached, second.converted, second.reached),
  );
  const tested = pValues.filter((p) => p !== null);
  const discoveries = countDiscoveries(tested, RATE_OF_FALSE);
  const foundAt = (RATE_OF_FALSE * discoveries) / tested.length;
  const notFoundAt = (RATE_OF_FALSE * (discoveries + 1)) / tested.length;
  return table.map(({ first, second }, index): Comparison => {
    const pValue = pValues[index] ?? null;
    if (pValue === null) {
      return { first, second, verdict: 'too-few-people', difference: null, level: null, pValue: null };
    }
    const found = discoveries > 0 && pValue <= foundAt;
    const alpha = found ? foundAt : notFoundAt;
    const z = criticalZ(alpha);
    const difference = newcombe(first.converted, first.reached, second.converted, second.reached, z);
    const higher = (difference?.value ?? 0) > 0;
    const verdict = found ? (higher ? 'higher' : 'lower') : 'cannot-tell';
    return { first, second, verdict, difference, level: 1 - alpha, pValue };
  });
}

/**
 * Period `a` beside period `b`, one comparison per transition; those that may be compared are one table. `null` where
 * too many people are in both periods (`canCompare`): there is no verdict, and the table does not count it.
 */
export function comparePeriods({ transitions }: ComparisonAnswer): readonly (Comparison | null)[] {
  const fair = transitions.filter(canCompare);
  const table = compareRates(fair.map(({ a, b }) => ({ first: a, second: b })));
  return transitions.map((at) => table[fair.indexOf(at)] ?? null);
}

/**
 * Simpson's paradox (Simpson 1951, Journal of the Royal Statistical Society B 13:238–241): the pooled difference is a
 * discovery, and every subgroup with 30 people or more on both sides points the other way. At least one must be that
 * large; a subgroup without a difference points nowhere.
 */
export function isSimpsonsParadox(pooled: Comparison, subgroups: readonly ComparedRates[]): boolean {
  if (pooled.verdict !== 'higher' && pooled.verdict !== 'lower') return false;
  const large = subgroups.filter(({ first, second }) => !isTooFew(first.reached) && !isTooFew(second.reached));
  const opposite = pooled.verdict === 'higher' ? -1 : 1;
  return large.length > 0 && large.every((subgroup) => direction(subgroup) === opposite);
}

/** Of the first over the second, by whole numbers, so that equal rates are equal. */
function direction({ first, second }: ComparedRates): number {
  return Math.sign(first.converted * second.reached - second.converted * first.reached);
}
