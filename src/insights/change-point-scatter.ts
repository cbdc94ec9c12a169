import type { TrendAnswer } from '../engine/answer.ts';
import type { UsRange } from '../engine/query.ts';
import { criticalZ, normalTail } from './comparison-p-value.ts';

/** With fewer weeks in both periods together their scatter is not known. */
const FEWEST_WEEKS = 6;

export interface WeekScatter {
  readonly dispersion: number;
  /** Degrees of freedom that it was estimated with. */
  readonly degrees: number;
}

/**
 * How much more the weeks of two periods scatter about the rate of their period than people alone would make them: the
 * dispersion of quasi-binomial counts, Pearson's chi-squared over its degrees of freedom (McCullagh and Nelder 1989,
 * Generalized Linear Models, section 4.5), 1 at least. A difference of the periods is to be believed only beyond it: the
 * people of one week have a campaign, a holiday or a fault in common. 1 where fewer than six weeks lie in the periods.
 */
export function weekScatter({ points }: TrendAnswer, periods: readonly [UsRange, UsRange]): WeekScatter {
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
  const degrees = weeks - fitted;
  return { dispersion: weeks < FEWEST_WEEKS ? 1 : Math.max(1, squares / degrees), degrees };
}

/**
 * The p-value of a difference when weeks scatter more than people alone: its z over the root of the dispersion, as a t of
 * as many degrees of freedom as the dispersion has, for that is only estimated. The t becomes a z again by Wallace's
 * approximation (1959, Annals of Mathematical Statistics 30:1121–1130), good to a hundredth from three degrees on.
 */
export function pValueBeyond(pValue: number, { dispersion, degrees }: WeekScatter): number {
  if (dispersion === 1 || pValue === 0) return pValue;
  const t = criticalZ(pValue) / Math.sqrt(dispersion);
  const z = Math.sqrt(degrees * Math.log1p((t * t) / degrees)) * ((8 * degrees + 1) / (8 * degrees + 3));
  return 2 * normalTail(z);
}
