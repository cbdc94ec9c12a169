import { ticks } from 'd3-array';

/** Where a plot's axes run, in pixels from the drawing's corner. */
export interface PlotBox {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** A plot that can be walked along: the places at which something can be read, from left to right. */
export interface PlotLayout extends PlotBox {
  readonly stops: readonly number[];
}

export interface Tick {
  readonly at: number;
  readonly text: string;
}

/** The room between the axes: labels of the vertical one at the left, of the horizontal one below. */
export function plotBox(width: number, height: number, topPx = 14): PlotBox {
  return { width, height, left: 46, right: Math.max(47, width - 14), top: topPx, bottom: height - 28 };
}

/** The upper end of an axis of shares that holds `highest`, and its ticks; at least 1 % so that nothing is divided by 0. */
export function shareAxis(highest: number, count = 4): { readonly end: number; readonly ticks: readonly number[] } {
  const wanted = Math.min(1, Math.max(0.01, highest));
  const steps = ticks(0, wanted, count);
  const step = (steps[1] ?? wanted) - (steps[0] ?? 0);
  const end = Math.min(1, Math.ceil(wanted / step - 1e-9) * step);
  return { end, ticks: ticks(0, end, count) };
}

/** Of evenly numbered labels, every n-th that leaves each `roomPx`; the step is 1, 2, 3, 4, 6, 12 or a multiple of 12. */
export function labelStep(count: number, widthPx: number, roomPx: number): number {
  const least = (count * roomPx) / Math.max(1, widthPx);
  return [1, 2, 3, 4, 6, 12].find((step) => step >= least) ?? Math.ceil(least / 12) * 12;
}

/** The stop nearest to a place; -1 without stops. Stops ascend. */
export function nearestStop(stops: readonly number[], x: number): number {
  let best = -1;
  for (const [k, stop] of stops.entries()) {
    if (best < 0 || Math.abs(stop - x) < Math.abs((stops[best] ?? 0) - x)) best = k;
  }
  return best;
}
