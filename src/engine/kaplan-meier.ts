import type { TimeToConvertAnswer } from './answer.ts';

/** Times of the curve between two yields; some milliseconds. */
const TIMES_PER_TURN = 65_536;

/**
 * One minus the product-limit estimate (Kaplan and Meier 1958): the share converted by each time at which somebody
 * converted. `convertedUs` holds the elapsed times that ended with a conversion, `censoredUs` those that were only seen
 * until then; who is last seen at the time of a conversion is still at risk of it. Both are sorted; yields on the way.
 */
export function* convertedByTime(
  convertedUs: Float64Array,
  censoredUs: Float64Array,
): Generator<void, TimeToConvertAnswer['curve']> {
  const curve: { elapsedUs: number; share: number; atRisk: number }[] = [];
  let remaining = 1;
  let censored = 0;
  for (let i = 0; i < convertedUs.length; ) {
    const time = convertedUs[i]!;
    while (censored < censoredUs.length && censoredUs[censored]! < time) censored++;
    const atRisk = convertedUs.length - i + (censoredUs.length - censored);
    const before = i;
    while (i < convertedUs.length && convertedUs[i] === time) i++;
    remaining *= (atRisk - (i - before)) / atRisk;
    curve.push({ elapsedUs: time, share: 1 - remaining, atRisk });
    if (curve.length % TIMES_PER_TURN === 0) yield;
  }
  return curve;
}
