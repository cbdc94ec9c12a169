import { ticks } from 'd3-array';
import { formatCount } from '../../words/numbers.ts';
import type { Tick } from '../plot/plot.layout.ts';

const UNITS = [
  { name: 'days', us: 86_400e6 },
  { name: 'hours', us: 3600e6 },
  { name: 'minutes', us: 60e6 },
  { name: 'seconds', us: 1e6 },
] as const;

export interface TimeAxis {
  readonly unit: (typeof UNITS)[number]['name'];
  readonly ticks: readonly { readonly us: number; readonly text: string }[];
}

/** Whole ticks from 0 to `endUs` in the largest unit of which two or more fit. */
export function timeAxis(endUs: number, count: number): TimeAxis {
  const unit = UNITS.find(({ us }) => endUs >= 2 * us) ?? UNITS[3];
  const values = ticks(0, endUs / unit.us, Math.max(1, count)).filter(Number.isInteger);
  return { unit: unit.name, ticks: values.map((value) => ({ us: value * unit.us, text: formatCount(value) })) };
}

/** The ticks at their places; the unit stands at the last one. */
export function placeTicks(axis: TimeAxis, at: (us: number) => number): readonly Tick[] {
  return axis.ticks.map(({ us, text }, k) => ({
    at: at(us),
    text: k === axis.ticks.length - 1 && k > 0 ? `${text} ${axis.unit}` : text,
  }));
}
