/** A difference on a line with 0 in its middle, all in pixels from its start. */
export interface DifferencePlace {
  readonly zero: number;
  readonly point: number;
  readonly from: number;
  readonly width: number;
}

/** The line runs from −`max` to `max` (above 0, in 0..1); what lies beyond is cut at its ends. */
export function placeDifference(
  difference: { readonly value: number; readonly low: number; readonly high: number },
  max: number,
  widthPx: number,
): DifferencePlace {
  if (!(max > 0)) throw new RangeError(`difference bar: the line ends at ${max}`);
  const at = (value: number) => ((Math.max(-max, Math.min(max, value)) + max) / (2 * max)) * widthPx;
  const from = at(difference.low);
  return { zero: widthPx / 2, point: at(difference.value), from, width: Math.max(2, at(difference.high) - from) };
}

/** The end of a common line: the farthest bound of all, rounded up to a twentieth, at most 1. */
export function commonReach(differences: readonly ({ readonly low: number; readonly high: number } | null)[]): number {
  const farthest = Math.max(
    0,
    ...differences.flatMap((each) => (each ? [Math.abs(each.low), Math.abs(each.high)] : [])),
  );
  return farthest === 0 ? 1 : Math.min(1, Math.ceil(farthest * 20) / 20);
}
