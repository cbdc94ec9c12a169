import type { TimeToConvertAnswer } from '../../engine/answer.ts';
import { placeTicks, timeAxis } from '../durations/time-axis.ts';
import { type PlotLayout, plotBox, shareAxis, type Tick } from '../plot/plot.layout.ts';

export type Curve = TimeToConvertAnswer['curve'];

export interface CurveStop {
  readonly elapsedUs: number;
  readonly share: number;
}

export interface CurveLayout extends PlotLayout {
  /** A staircase that rises at each conversion. */
  readonly line: string;
  readonly area: string;
  readonly points: readonly { readonly x: number; readonly y: number }[];
  readonly across: readonly Tick[];
  readonly up: readonly Tick[];
}

const CURVE_HEIGHT_PX = 230;

/** The share at a time: that of the latest step not after it; 0 before the first. Steps ascend. */
export function shareAt(curve: Curve, elapsedUs: number): number {
  let low = 0;
  let high = curve.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((curve[middle]?.elapsedUs ?? 0) <= elapsedUs) low = middle + 1;
    else high = middle;
  }
  return curve[low - 1]?.share ?? 0;
}

/** Even places to read the curve at: days where it is days long, else about thirty steps of whole units. */
export function curveStops(curve: Curve, endUs: number): readonly CurveStop[] {
  const { ticks } = timeAxis(endUs, 45);
  return ticks.map(({ us }) => ({ elapsedUs: us, share: shareAt(curve, us) }));
}

/** The curve from 0 to `endUs`, one step per pixel at most. */
export function layoutCurve(
  curve: Curve,
  stops: readonly CurveStop[],
  endUs: number,
  width: number,
  shareText: (share: number) => string,
): CurveLayout {
  const box = plotBox(width, CURVE_HEIGHT_PX, 14);
  const axis = shareAxis(curve.at(-1)?.share ?? 0);
  const x = (us: number) => box.left + (us / Math.max(1, endUs)) * (box.right - box.left);
  const y = (share: number) => box.bottom - (share / axis.end) * (box.bottom - box.top);
  let line = `M${box.left} ${y(0)}`;
  let drawnTo = Number.NEGATIVE_INFINITY;
  for (const [k, step] of curve.entries()) {
    const at = Math.round(x(step.elapsedUs));
    const next = curve[k + 1];
    if (next && Math.round(x(next.elapsedUs)) === at && at === drawnTo) continue;
    line += `H${x(step.elapsedUs)}V${y(step.share)}`;
    drawnTo = at;
  }
  line += `H${box.right}`;
  return {
    ...box,
    line,
    area: `${line}V${box.bottom}H${box.left}Z`,
    points: stops.map((stop) => ({ x: x(stop.elapsedUs), y: y(stop.share) })),
    stops: stops.map((stop) => x(stop.elapsedUs)),
    across: placeTicks(timeAxis(endUs, (box.right - box.left) / 70), x),
    up: axis.ticks.map((share) => ({ at: y(share), text: shareText(share) })),
  };
}
