import { isTooFew, type Rate } from '../../insights/rate.ts';
import type { MeasuredEffect } from '../../journey/tool-findings.ts';
import { sayDifference } from '../../words/comparisons.ts';
import { type RateWords, sayRate } from '../../words/rates.ts';

export function sayReachWords(reach: Rate): RateWords {
  return sayRate(reach, isTooFew(reach.n));
}

export function sayEffectWords({ difference, low, high }: MeasuredEffect) {
  return sayDifference({ value: difference, low, high });
}
