import type { TimeToConvertAnswer } from './answer.ts';

/**
 * One minus the product-limit estimate (Kaplan and Meier 1958): the share converted by each time at which somebody
 * converted. `converted[i]` is 1 when entry i ended with a conversion at `elapsedUs[i]`, 0 when it was last seen then.
 * Those last seen at the time of a conversion are still at risk of it.
 */
export function convertedByTime(elapsedUs: Float64Array, converted: Uint8Array): TimeToConvertAnswer['curve'] {
  const order = Uint32Array.from(elapsedUs.keys()).sort((a, b) => elapsedUs[a]! - elapsedUs[b]!);
  const curve: { elapsedUs: number; share: number; atRisk: number }[] = [];
  let remaining = 1;
  for (let i = 0; i < order.length; ) {
    const time = elapsedUs[order[i]!]!;
    const atRisk = order.length - i;
    let conversions = 0;
    for (; i < order.length && elapsedUs[order[i]!] === time; i++) conversions += converted[order[i]!]!;
    if (conversions === 0) continue;
    remaining *= (atRisk - conversions) / atRisk;
    curve.push({ elapsedUs: time, share: 1 - remaining, atRisk });
  }
  return curve;
}
