/** A rate on a line of `widthPx`, all in pixels from its start. */
export interface IntervalPlace {
  readonly point: number;
  readonly from: number;
  readonly width: number;
}

/**
 * Where the point and its interval stand when the line runs from 0 to `max` (a share in 0..1, above 0). The bar is at
 * least `minPx` wide, so that a narrow interval of many people can still be seen, and never leaves the line.
 */
export function placeInterval(
  rate: { readonly value: number; readonly low: number; readonly high: number },
  max: number,
  widthPx: number,
  minPx = 4,
): IntervalPlace {
  if (!(max > 0)) throw new RangeError(`interval bar: the line ends at ${max}`);
  const at = (share: number) => Math.max(0, Math.min(1, share / max)) * widthPx;
  const width = Math.max(minPx, at(rate.high) - at(rate.low));
  const middle = (at(rate.low) + at(rate.high)) / 2;
  const from = Math.max(0, Math.min(widthPx - width, middle - width / 2));
  return { point: at(rate.value), from, width };
}

/** The end of a common line for several rates: the highest bound, rounded up to a tenth, at most 1. */
export function commonEnd(rates: readonly { readonly high: number | null }[]): number {
  const highest = Math.max(0, ...rates.map((rate) => rate.high ?? 0));
  return highest === 0 ? 1 : Math.min(1, Math.ceil(highest * 10) / 10);
}
