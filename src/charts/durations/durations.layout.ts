import { ticks } from 'd3-array';
import type { Durations, TimeToConvertAnswer } from '../../engine/answer.ts';
import { formatCount } from '../../words/numbers.ts';
import { type PlotLayout, plotBox, type Tick } from '../plot/plot.layout.ts';
import { placeTicks, timeAxis } from './time-axis.ts';

const DAY_US = 86_400e6;

/** People whose time lies from `fromUs` to before `toUs`; of whole days the two are a day apart. */
export interface DurationBin {
  readonly fromUs: number;
  readonly toUs: number;
  readonly people: number;
}

export interface DurationsLayout extends PlotLayout {
  readonly bars: readonly { readonly x: number; readonly width: number; readonly y: number; readonly height: number }[];
  /** The middle half, and the median in it; `null` where too few people carry quartiles. */
  readonly quartiles: { readonly from: number; readonly middle: number; readonly to: number } | null;
  readonly across: readonly Tick[];
  readonly up: readonly Tick[];
}

const DURATIONS_HEIGHT_PX = 230;
/** Where everybody took the same time, its bar would be no wider than a hair. */
const LONE_BAR_PX = 8;

/**
 * The bins of an answer with both ends. Counted by calendar day every time is a whole number of days: bins narrower than
 * a day then hold one day or none, and are gathered into days.
 */
export function durationBins(bins: TimeToConvertAnswer['bins'], calendarDays: boolean): readonly DurationBin[] {
  const [first, second] = bins;
  const width = first && second ? second.startUs - first.startUs : 0;
  if (!calendarDays || width > DAY_US) {
    const each = width || (calendarDays ? DAY_US : 60e6);
    return bins.map(({ startUs, people }) => ({ fromUs: startUs, toUs: startUs + each, people }));
  }
  const byDay = new Map<number, number>();
  for (const { startUs, people } of bins) {
    const day = Math.ceil(startUs / DAY_US - 1e-9);
    byDay.set(day, (byDay.get(day) ?? 0) + people);
  }
  const last = Math.max(-1, ...[...byDay].filter(([, people]) => people > 0).map(([day]) => day));
  return Array.from({ length: last + 1 }, (_, day) => ({
    fromUs: day * DAY_US,
    toUs: (day + 1) * DAY_US,
    people: byDay.get(day) ?? 0,
  }));
}

/** Bars over time from 0 on, with the quartiles above them. Whole days stand in the middle of their bar. */
export function layoutDurations(
  bins: readonly DurationBin[],
  durations: Durations | null,
  wholeDays: boolean,
  width: number,
): DurationsLayout {
  const box = plotBox(width, DURATIONS_HEIGHT_PX, 40);
  const endUs = Math.max(1, ...bins.map((bin) => bin.toUs));
  const most = Math.max(1, ...bins.map((bin) => bin.people));
  const at = (us: number) => box.left + (us / endUs) * (box.right - box.left);
  const middle = (us: number) => at(us + (wholeDays ? DAY_US / 2 : 0));
  const steps = ticks(0, most, 3).filter(Number.isInteger);
  const y = (people: number) => box.bottom - (people / most) * (box.bottom - box.top);
  const bars = bins.map(({ fromUs, toUs, people }) => {
    const [from, to] = [at(fromUs), at(toUs)];
    const gap = to - from > 6 ? 1.5 : 0.25;
    const least = bins.length === 1 ? LONE_BAR_PX : 0.5;
    const barWidth = Math.max(least, to - from - gap);
    return {
      x: Math.min(from + gap / 2, box.right - barWidth),
      width: barWidth,
      y: y(people),
      height: box.bottom - y(people),
    };
  });
  return {
    ...box,
    bars,
    stops: bars.map((bar) => bar.x + bar.width / 2),
    quartiles: durations && {
      from: middle(durations.p25Us),
      middle: middle(durations.medianUs),
      to: middle(durations.p75Us),
    },
    across: placeTicks(timeAxis(endUs - (wholeDays ? DAY_US : 0), (box.right - box.left) / 70), middle),
    up: steps.map((people) => ({ at: y(people), text: formatCount(people) })),
  };
}
