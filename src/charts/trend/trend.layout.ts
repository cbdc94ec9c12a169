import { area, line } from 'd3-shape';
import type { JudgedPeriod } from '../../insights/trend-judgement.ts';
import { amongPeriods, type DatedNote, type NoteMark, placeNotes } from '../notes/place-notes.ts';
import { labelStep, type PlotLayout, plotBox, shareAxis, type Tick } from '../plot/plot.layout.ts';

export interface TrendMark {
  readonly state: JudgedPeriod['state'];
  readonly x: number;
  /** Of the rate; the foot of the picture where there is none to show. */
  readonly y: number;
  /** Ends of the interval, lower bound first; `null` where none may be given. */
  readonly whisker: readonly [number, number] | null;
}

export interface TrendLayout extends PlotLayout {
  readonly marks: readonly TrendMark[];
  /** Through neighbouring whole periods. */
  readonly line: string;
  /** To and between periods in which some still have time. */
  readonly openLine: string;
  /** The intervals as one band, where the points stand too close for whiskers. */
  readonly band: string;
  readonly dense: boolean;
  readonly notes: readonly NoteMark[];
  readonly across: readonly Tick[];
  readonly up: readonly Tick[];
}

const TREND_HEIGHT_PX = 250;
const LABEL_PX = 62;
const DENSE_PX = 8;

/** Whether so many periods leave no room for whiskers on a picture `width` pixels wide. */
export function isDense(periods: number, width: number): boolean {
  const { left, right } = plotBox(width, TREND_HEIGHT_PX);
  return (right - left) / Math.max(1, periods) < DENSE_PX;
}

/**
 * Periods side by side at equal distances, rates from 0 up. `tickText` gives the label of the k-th period and `shareText`
 * that of a share; both only for the edges.
 */
export function layoutTrend(
  periods: readonly JudgedPeriod[],
  width: number,
  tickText: (k: number) => string,
  shareText: (share: number) => string,
  notes: readonly DatedNote[] = [],
): TrendLayout {
  const box = plotBox(width, TREND_HEIGHT_PX, notes.length > 0 ? 26 : 14);
  const slot = (box.right - box.left) / Math.max(1, periods.length);
  const highest = Math.max(0, ...periods.map((period) => highestOf(period)));
  const axis = shareAxis(highest);
  const y = (share: number) => box.bottom - (share / axis.end) * (box.bottom - box.top);
  const marks = periods.map((period, k): TrendMark => {
    const { value, low, high } = period.rate;
    const shown = (period.state === 'whole' || period.state === 'open') && value !== null;
    const whisker = period.state === 'whole' && low !== null && high !== null ? ([y(low), y(high)] as const) : null;
    return { state: period.state, x: box.left + (k + 0.5) * slot, y: shown ? y(value) : box.bottom, whisker };
  });
  const dense = isDense(periods.length, width);
  const whole = line<TrendMark>()
    .x((mark) => mark.x)
    .y((mark) => mark.y)
    .defined((mark) => mark.state === 'whole');
  const band = area<TrendMark>()
    .x((mark) => mark.x)
    .y0((mark) => mark.whisker?.[0] ?? mark.y)
    .y1((mark) => mark.whisker?.[1] ?? mark.y)
    .defined((mark) => mark.state === 'whole');
  const step = labelStep(periods.length, box.right - box.left, LABEL_PX);
  return {
    ...box,
    marks,
    stops: marks.map((mark) => mark.x),
    line: whole(marks) ?? '',
    openLine: openLineOf(marks),
    band: dense ? (band(marks) ?? '') : '',
    dense,
    notes: placeNotes(notes, amongPeriods(periods, box.left, slot)),
    across: marks.flatMap((mark, k) => (k % step === 0 ? [{ at: mark.x, text: tickText(k) }] : [])),
    up: axis.ticks.map((share) => ({ at: y(share), text: shareText(share) })),
  };
}

/** What the axis must hold. */
function highestOf({ state, rate }: JudgedPeriod): number {
  if (state === 'whole') return rate.high ?? 0;
  return state === 'open' ? (rate.value ?? 0) : 0;
}

function openLineOf(marks: readonly TrendMark[]): string {
  let path = '';
  for (const [k, mark] of marks.entries()) {
    const before = marks[k - 1];
    const drawn = (state: JudgedPeriod['state']) => state === 'whole' || state === 'open';
    if (!before || !drawn(before.state) || !drawn(mark.state)) continue;
    if (before.state === 'open' || mark.state === 'open') path += `M${before.x} ${before.y}L${mark.x} ${mark.y}`;
  }
  return path;
}
