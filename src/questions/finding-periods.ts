import type { Scope, UsRange } from '../engine/query.ts';
import type { Plan, PlanRange } from '../journey/plan.ts';
import type { DatasetProfile, SourceProfile } from '../journey/profile.ts';
import { DAY_US, type TimeZone, timeZone } from '../journey/time-zone.ts';
import { endOfSource, feedingSources, hasOwnDates } from './compile.ts';
import { usRange } from './moment.ts';
import type { View } from './view.ts';

/** A period of whole local days, both ends inclusive, as a plan writes it and in microseconds. */
export interface WholeDays {
  readonly range: PlanRange;
  readonly us: UsRange;
  readonly days: number;
}

export interface PeriodPair {
  readonly now: WholeDays;
  readonly before: WholeDays;
}

/** Fewer weeks say more about chance than about growth. */
const FEWEST_WEEKS = 4;
/** Half a year: a year has both of its halves, and more history does not hide what is new. */
const MOST_WEEKS = 26;
/** Days from 1970-01-01, a Thursday, back to the first day of its week. */
const DAYS_INTO_WEEK = { monday: 3, sunday: 4, saturday: 5 } as const;

/**
 * The period that is looked at and the one that it is set beside; `null` where the data does not hold two.
 *
 * - The view's comparison names the period before. The one now is then the period entered, else as many days at the end
 *   of the data.
 * - Else a period entered that begins on some day is set beside the same number of days before it.
 * - Else the last whole weeks of the data are set beside the same number of weeks before them: half of all whole weeks
 *   each, 26 at most and 4 at least.
 *
 * The data begins where the last of the sources that feed a stage begins, and ends at `asOf` or where the first of them
 * ends: outside of that a period would miss what another one has. Ranges that do not begin and end with a day have no period before.
 */
export function findingPeriods(plan: Plan, profile: DatasetProfile, view: View, scope: Scope): PeriodPair | null {
  const zone = timeZone(scope.timeZone);
  const dayOf = (us: number): number => Math.floor(zone.toLocalUs(us) / DAY_US);
  const data = daysOfData(plan, profile, scope, zone);
  if (data === null) return null;
  const of = (first: number, last: number): WholeDays => wholeDays(first, last, scope.timeZone);
  const entered = scope.entered;
  if (!isWholeDays(entered, zone)) return null;
  const chosen = view.compare?.kind === 'periods' ? usRange(view.compare.with, scope.timeZone) : null;
  const last = Math.min(data.last, entered?.toUs == null ? data.last : dayOf(entered.toUs));
  if (chosen !== null) {
    if (!isWholeDays(chosen, zone) || chosen.fromUs === null || chosen.toUs === null) return null;
    const [first, end] = [dayOf(chosen.fromUs), dayOf(chosen.toUs)];
    const asLong = last - (end - first);
    const from = entered?.fromUs == null ? (end < last ? Math.max(asLong, end + 1) : asLong) : dayOf(entered.fromUs);
    return from > last || first > end ? null : { now: of(from, last), before: of(first, end) };
  }
  if (entered?.fromUs != null) {
    const from = dayOf(entered.fromUs);
    const days = last - from + 1;
    return days < 1 || from - days < data.first ? null : { now: of(from, last), before: of(from - days, from - 1) };
  }
  const into = DAYS_INTO_WEEK[plan.weekStart ?? 'monday'];
  const afterLastWeek = Math.floor((last + 1 + into) / 7) * 7 - into;
  const weeks = Math.min(MOST_WEEKS, Math.floor((afterLastWeek - data.first) / 14));
  if (weeks < FEWEST_WEEKS) return null;
  const middle = afterLastWeek - weeks * 7;
  return { now: of(middle, afterLastWeek - 1), before: of(middle - weeks * 7, middle - 1) };
}

/** From when on every source that feeds a stage reaches, microseconds; `null` without events. */
export function commonStart(plan: Plan, profile: DatasetProfile, scope: Scope): number | null {
  const starts = datedSources(plan, profile).flatMap(({ firstUs }) => firstUs ?? []);
  return starts.length === 0 ? null : Math.max(...starts, scope.during?.fromUs ?? Number.NEGATIVE_INFINITY);
}

/**
 * A source that has ended: the plan says when, or its last event lies more than a window (without one, thirty days)
 * before that of the others.
 */
export function hasEnded(endUs: number, saidUs: number | null, dataUs: number, windowUs: number | null): boolean {
  return saidUs !== null || endUs + (windowUs ?? 30 * DAY_US) < dataUs;
}

/** The sources that can begin and end; all of them where none has dates of its own. */
function datedSources(plan: Plan, profile: DatasetProfile): readonly SourceProfile[] {
  const feeding = feedingSources(plan, profile);
  const dated = feeding.filter((source) => hasOwnDates(source, plan));
  return dated.length > 0 ? dated : feeding;
}

/** The local days, since 1970, that the data holds whole; `null` without any. */
function daysOfData(
  plan: Plan,
  profile: DatasetProfile,
  scope: Scope,
  zone: TimeZone,
): { readonly first: number; readonly last: number } | null {
  const startUs = commonStart(plan, profile, scope);
  const ends = datedSources(plan, profile).flatMap((source) => {
    const endUs = endOfSource(source, plan, profile);
    return endUs === null ? [] : [{ endUs, saidUs: source.untilUs }];
  });
  if (startUs === null || ends.length === 0) return null;
  const dataUs = Math.max(...ends.map(({ endUs }) => endUs));
  const ended = ends.filter(({ endUs, saidUs }) => hasEnded(endUs, saidUs, dataUs, scope.windowUs));
  const limits = [scope.asOfUs, scope.during?.toUs ?? null, ...ended.map(({ endUs }) => endUs)];
  const endUs = Math.min(dataUs, ...limits.filter((us) => us !== null));
  const last = Math.floor(zone.toLocalUs(endUs + 1) / DAY_US) - 1;
  return { first: Math.floor(zone.toLocalUs(startUs) / DAY_US), last: Math.max(last, lastFullDay(endUs, zone)) };
}

/** The day of a last event counts as whole from the evening on: at night there is often none. */
function lastFullDay(endUs: number, zone: TimeZone): number {
  const localUs = zone.toLocalUs(endUs);
  const day = Math.floor(localUs / DAY_US);
  return localUs - day * DAY_US >= (20 / 24) * DAY_US ? day : day - 1;
}

function isWholeDays(range: UsRange | null, zone: TimeZone): boolean {
  const starts = (us: number): boolean => zone.toLocalUs(us) % DAY_US === 0;
  if (range === null) return true;
  return (range.fromUs === null || starts(range.fromUs)) && (range.toUs === null || starts(range.toUs + 1));
}

function wholeDays(first: number, last: number, zoneName: string): WholeDays {
  const range = { from: dayText(first), to: dayText(last) };
  return { range, us: usRange(range, zoneName) ?? { fromUs: null, toUs: null }, days: last - first + 1 };
}

function dayText(day: number): string {
  return new Date(day * (DAY_US / 1000)).toISOString().slice(0, 10);
}
