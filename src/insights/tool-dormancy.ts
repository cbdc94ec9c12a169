import type { DayCount } from '../engine/answer.ts';

/** With fewer uses there is no habit that could have ended. */
const USES_NEEDED = 20;
/** So unlikely has a silence to be, were the tool used as before. */
const UNLIKELY = 0.001;

/** What the days of a tool's uses say. Days are numbers of local days since 1970-01-01. */
export interface Silence {
  readonly uses: number;
  readonly lastDay: number;
  readonly endOfData: number;
  /** The first day after the last use on which somebody reached the stage; `null` without one. */
  readonly quietSince: number | null;
  /** Share of the days on which somebody reached the stage, between first and last use, that saw a use. */
  readonly share: number;
  /** Days since the last use on which somebody reached the stage, and how many people did. */
  readonly quietStageDays: number;
  readonly peopleSince: number;
  /** (1 − share) to the power of `quietStageDays`. */
  readonly chance: number;
  readonly dormant: boolean;
  /** The first quiet day a year earlier, when the same silence occurred then. */
  readonly quietYearBefore: number | null;
}

/**
 * Whether a tool went quiet (DESIGN §4), by days and not by uses, so that batches and office hours do not look like
 * silence: q is the share of the days on which somebody reached the stage, from its first use to its last, that saw a
 * use; m are such days since. It is dormant with 20 uses or more and (1−q)^m below 0.001, unless the same silence
 * occurred a year earlier. One day more than there were divides q, so that a tool used on each of them is not dead after
 * one day without. `null` without a use.
 */
export function judgeSilence(uses: readonly DayCount[], stage: readonly DayCount[], endOfData: number): Silence | null {
  const [first, last] = [uses[0], uses.at(-1)];
  if (first === undefined || last === undefined) return null;
  const count = uses.reduce((sum, day) => sum + day.count, 0);
  const used = new Set(uses.map(({ day }) => day));
  const before = stage.filter(({ day }) => day >= first.day && day <= last.day);
  const share = before.filter(({ day }) => used.has(day)).length / (before.length + 1);
  const since = stage.filter(({ day }) => day > last.day && day <= endOfData);
  const chance = (1 - share) ** since.length;
  const silent = count >= USES_NEEDED && chance < UNLIKELY;
  const yearBefore = silent ? sameSilence(uses, stage, share, last.day, endOfData) : null;
  return {
    uses: count,
    lastDay: last.day,
    endOfData,
    quietSince: since[0]?.day ?? null,
    share,
    quietStageDays: since.length,
    peopleSince: since.reduce((sum, day) => sum + day.count, 0),
    chance,
    dormant: silent && yearBefore === null,
    quietYearBefore: yearBefore,
  };
}

/** The first day of a silence as unlikely in the same days of the year before, when the tool was there by then. */
function sameSilence(
  uses: readonly DayCount[],
  stage: readonly DayCount[],
  share: number,
  lastDay: number,
  endOfData: number,
): number | null {
  const from = yearEarlier(lastDay + 1);
  const to = yearEarlier(endOfData);
  if (!uses.some(({ day }) => day < from) || uses.some(({ day }) => day >= from && day <= to)) return null;
  const days = stage.filter(({ day }) => day >= from && day <= to);
  return (1 - share) ** days.length < UNLIKELY ? from : null;
}

function yearEarlier(day: number): number {
  const date = new Date(day * 86_400_000);
  return Math.floor(Date.UTC(date.getUTCFullYear() - 1, date.getUTCMonth(), date.getUTCDate()) / 86_400_000);
}
