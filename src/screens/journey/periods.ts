import type { PlanRange } from '../../journey/plan.ts';
import { DAY_US } from '../../journey/time-zone.ts';
import { isoDay } from '../../words/population.ts';

/** The days of the same number that end where these begin. */
export function timeJustBefore(fromUs: number, toUs: number, zone: string): PlanRange {
  const days = Math.max(1, Math.round((toUs - fromUs) / DAY_US));
  return { from: shifted(isoDay(fromUs, zone), -days), to: shifted(isoDay(fromUs, zone), -1) };
}

/** All days of the data in two halves, the earlier first; an odd day belongs to the later. */
export function halves(firstUs: number, lastUs: number, zone: string): readonly [PlanRange, PlanRange] {
  const [first, last] = [isoDay(firstUs, zone), isoDay(lastUs, zone)];
  const days = Math.round((Date.parse(last) - Date.parse(first)) / 86_400_000) + 1;
  const middle = shifted(first, Math.floor(days / 2));
  return [
    { from: first, to: shifted(middle, -1) },
    { from: middle, to: last },
  ];
}

/** The local day before a moment. */
export function dayBefore(us: number, zone: string): string {
  return shifted(isoDay(us, zone), -1);
}

function shifted(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}
