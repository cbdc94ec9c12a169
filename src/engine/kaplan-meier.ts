import type { TimeToConvertAnswer } from './answer.ts';

/** Conversions between two yields; some milliseconds. */
const TIMES_PER_TURN = 65_536;
/** More steps than any picture can show: from here on, steps that lie closer together are told by the last of them. */
const MOST_STEPS = 512;

/**
 * One minus the product-limit estimate (Kaplan and Meier 1958): the share converted by each time at which somebody
 * converted. `convertedUs` holds the elapsed times that ended with a conversion, `censoredUs` those that were only seen
 * until then; who is last seen at the time of a conversion is still at risk of it. Both are sorted; `toTheEnd` others
 * were seen beyond all conversions. Yields on the way.
 * At most 512 steps: of those within one 512th of the longest time only the last is kept, with its exact share.
 */
export function* convertedByTime(
  convertedUs: Float64Array,
  censoredUs: Float64Array,
  toTheEnd = 0,
): Generator<void, TimeToConvertAnswer['curve']> {
  const curve: { elapsedUs: number; share: number; atRisk: number }[] = [];
  let remaining = 1;
  let censored = 0;
  let turn = 0;
  const cellUs = convertedUs.length > MOST_STEPS ? convertedUs[convertedUs.length - 1]! / MOST_STEPS : 0;
  let cell = -1;
  for (let i = 0; i < convertedUs.length; ) {
    const time = convertedUs[i]!;
    while (censored < censoredUs.length && censoredUs[censored]! < time) censored++;
    const atRisk = convertedUs.length - i + (censoredUs.length - censored) + toTheEnd;
    const before = i;
    while (i < convertedUs.length && convertedUs[i] === time) i++;
    remaining *= (atRisk - (i - before)) / atRisk;
    const at = cellUs > 0 ? Math.ceil(time / cellUs) : curve.length;
    if (at === cell) curve.pop();
    cell = at;
    curve.push({ elapsedUs: time, share: 1 - remaining, atRisk });
    if (i - turn >= TIMES_PER_TURN) {
      turn = i;
      yield;
    }
  }
  return curve;
}
