import type { TrendAnswer } from '../engine/answer.ts';
import type { UsRange } from '../engine/query.ts';

/** With fewer weeks in both periods together their scatter is not known. */
const FEWEST_WEEKS = 6;

/**
 * How much more the weeks of two periods scatter about the rate of their period than people alone would make them: the
 * dispersion of quasi-binomial counts, Pearson's chi-squared over its degrees of freedom (McCullagh and Nelder 1989,
 * Generalized Linear Models, section 4.5), 1 at least. A difference of the periods is to be believed only beyond it: the
 * people of one week have a campaign, a holiday or a fault in common. 1 where fewer than six weeks lie in the periods.
 */
export function weekDispersion({ points }: TrendAnswer, periods: readonly [UsRange, UsRange]): number {
  let squares = 0;
  let weeks = 0;
  let fitted = 0;
  for (const { fromUs, toUs } of periods) {
    const own = points.filter(
      ({ startUs, endUs, from, mature }) =>
        mature && from > 0 && startUs >= (fromUs ?? -Infinity) && endUs - 1 <= (toUs ?? Infinity),
    );
    const reached = own.reduce((sum, { from }) => sum + from, 0);
    const rate = own.reduce((sum, { to }) => sum + to, 0) / reached;
    if (own.length === 0 || !(rate > 0 && rate < 1)) continue;
    squares += own.reduce((sum, { from, to }) => sum + (to - from * rate) ** 2 / (from * rate * (1 - rate)), 0);
    weeks += own.length;
    fitted += 1;
  }
  return weeks < FEWEST_WEEKS ? 1 : Math.max(1, squares / (weeks - fitted));
}
