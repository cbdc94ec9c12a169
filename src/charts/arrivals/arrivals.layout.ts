import { ticks } from 'd3-array';
import type { JudgedPeriod } from '../../insights/trend-judgement.ts';
import { amongPeriods, type DatedNote, type NoteMark, placeNotes } from '../notes/place-notes.ts';
import { labelStep, type PlotLayout, plotBox, type Tick } from '../plot/plot.layout.ts';

export interface ArrivalBar {
  readonly state: JudgedPeriod['state'];
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Ends of the interval, lower bound first; `null` where none may be given. */
  readonly whisker: readonly [number, number] | null;
}

export interface ArrivalsLayout extends PlotLayout {
  readonly bars: readonly ArrivalBar[];
  readonly notes: readonly NoteMark[];
  readonly across: readonly Tick[];
  readonly up: readonly Tick[];
}

const LABEL_PX = 58;
const WIDEST_BAR_PX = 44;

/**
 * A bar for each period: of the people who entered in it, those who came to the stage. Its whisker is the interval of the
 * share, times the people. A period in which some still have time is hollow. `tickText` gives the label of the k-th period and
 * `countText` that of a number, both only for the edges.
 */
export function layoutArrivals(
  periods: readonly JudgedPeriod[],
  notes: readonly DatedNote[],
  size: { readonly width: number; readonly height: number },
  tickText: (k: number) => string,
  countText: (n: number) => string,
): ArrivalsLayout {
  const box = plotBox(size.width, size.height, notes.length > 0 ? 26 : 14);
  const slot = (box.right - box.left) / Math.max(1, periods.length);
  const highest = Math.max(1, ...periods.map((period) => upperEnd(period)));
  const steps = ticks(0, highest, size.height < 150 ? 2 : 4).filter(Number.isInteger);
  const step = (steps[1] ?? 1) - (steps[0] ?? 0);
  const end = Math.ceil(highest / step - 1e-9) * step;
  const y = (people: number) => box.bottom - (people / end) * (box.bottom - box.top);
  const width = Math.max(1, Math.min(WIDEST_BAR_PX, slot - 2 * Math.min(3, slot * 0.18)));
  const bars = periods.map((period, k): ArrivalBar => {
    const { converted, state, rate } = period;
    const whisker =
      state === 'whole' && rate.low !== null && rate.high !== null
        ? ([y(rate.low * rate.n), y(rate.high * rate.n)] as const)
        : null;
    return {
      state,
      x: box.left + (k + 0.5) * slot - width / 2,
      y: y(converted),
      width,
      height: box.bottom - y(converted),
      whisker,
    };
  });
  const every = labelStep(periods.length, box.right - box.left, LABEL_PX);
  const axis = ticks(0, end, size.height < 150 ? 2 : 4).filter(Number.isInteger);
  return {
    ...box,
    bars,
    stops: bars.map((bar) => bar.x + bar.width / 2),
    notes: placeNotes(notes, amongPeriods(periods, box.left, slot)),
    across: bars.flatMap((bar, k) => (k % every === 0 ? [{ at: bar.x + bar.width / 2, text: tickText(k) }] : [])),
    up: axis.map((people) => ({ at: y(people), text: countText(people) })),
  };
}

/** What the axis must hold. */
function upperEnd({ converted, state, rate }: JudgedPeriod): number {
  return state === 'whole' && rate.high !== null ? Math.max(converted, rate.high * rate.n) : converted;
}
