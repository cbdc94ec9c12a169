import type { PlanRange } from '../../journey/plan.ts';
import { DAY_US, parseDay } from '../../journey/time-zone.ts';
import { isoDay } from '../../words/population.ts';

/** The days of the same number that end where these begin. */
export function timeJustBefore(fromUs: number, toUs: number, zone: string): PlanRange {
  const days = Math.max(1, Math.round((toUs - fromUs) / DAY_US));
  return { from: shifted(isoDay(fromUs, zone), -days), to: shifted(isoDay(fromUs, zone), -1) };
}

/** All days of the data in two halves, the earlier first; an odd day belongs to the later. */
export function halves(firstUs: number, lastUs: number, zone: string): readonly [PlanRange, PlanRange] {
  return halvesOfDays(isoDay(firstUs, zone), isoDay(lastUs, zone));
}

function halvesOfDays(first: string, last: string): readonly [PlanRange, PlanRange] {
  const days = Math.round((Date.parse(last) - Date.parse(first)) / 86_400_000) + 1;
  const middle = shifted(first, Math.floor(days / 2));
  return [
    { from: first, to: shifted(middle, -1) },
    { from: middle, to: last },
  ];
}

/**
 * The days of entry that were asked before two periods were set side by side; the range as it is when somebody chose one.
 * Halves of the data are a range that nobody chose: only its end may have been.
 */
export function enteredBefore(
  entered: PlanRange | null,
  compared: PlanRange,
  { firstUs, lastUs }: { readonly firstUs: number; readonly lastUs: number },
  zone: string,
): PlanRange | null {
  if (entered?.to === undefined || parseDay(entered.to) === null) return entered;
  const [earlier, later] = halvesOfDays(isoDay(firstUs, zone), entered.to);
  const isHalf = sameDays(entered, later) && sameDays(compared, earlier);
  if (!isHalf) return entered;
  return entered.to === isoDay(lastUs, zone) ? null : { to: entered.to };
}

function sameDays(a: PlanRange, b: PlanRange): boolean {
  return a.from === b.from && a.to === b.to;
}

/** The local day before a moment. */
export function dayBefore(us: number, zone: string): string {
  return shifted(isoDay(us, zone), -1);
}

function shifted(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}
