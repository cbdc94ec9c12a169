import type { UsRange } from '../engine/query.ts';
import type { PlanRange } from '../journey/plan.ts';
import { parseDay, type TimeZone, timeZone } from '../journey/time-zone.ts';

/**
 * The first instant of what the plan writes: of a day (`YYYY-MM-DD`) its start in `zone`, of an instant itself.
 * Microseconds. Throws a RangeError for anything else: plans and views are checked at the door.
 */
export function startOf(text: string, zone: TimeZone): number {
  const day = parseDay(text);
  return day === null ? instant(text) : zone.fromLocalUs(day).us;
}

/** The last instant: of a day the microsecond before the next one starts in `zone`, of an instant itself. */
export function endOf(text: string, zone: TimeZone): number {
  const day = parseDay(text);
  return day === null ? instant(text) : endOfDay(zone.fromLocalUs(day).us, zone);
}

/** The last microsecond of the local day in which the instant `us` lies. */
export function endOfDay(us: number, zone: TimeZone): number {
  const noonNextDay = zone.toLocalUs(zone.dayStartUs(us)) + 1.5 * 86_400_000_000;
  return zone.dayStartUs(zone.fromLocalUs(noonNextDay).us) - 1;
}

/** A range as written, both ends inclusive, in microseconds; `null` without any end. */
export function usRange(range: PlanRange | null | undefined, zoneName: string): UsRange | null {
  if (!range || (range.from === undefined && range.to === undefined)) return null;
  const zone = timeZone(zoneName);
  return {
    fromUs: range.from === undefined ? null : startOf(range.from, zone),
    toUs: range.to === undefined ? null : endOf(range.to, zone),
  };
}

function instant(text: string): number {
  const match = /^(.*?)(\.\d+)?(Z|[+-]\d{2}:?\d{2})$/.exec(text);
  const ms = Date.parse(match ? `${match[1]}${match[3]}` : text);
  if (Number.isNaN(ms)) throw new RangeError(`not a day or an instant: ${text}`);
  const micros = Math.floor(Number(`0${match?.[2] ?? ''}`) * 1_000_000 + 1e-6);
  return ms * 1000 + micros;
}
