import { DAY_US, type TimeZone } from '../journey/time-zone.ts';
import type { MatchedPairs } from './answer.ts';
import type { EventColumns } from './columns.ts';
import type { Stays } from './evidence-stays.ts';

/** Among so many comparable people the nearest is taken, out of so many looked at. */
const MOST_COMPARED = 512;
const MOST_LOOKED_AT = 8192;
const TURN = 65_536;

interface User {
  readonly stay: number;
  /** From entering the stage to the first use. */
  readonly afterUs: number;
}

/**
 * Risk-set matching (DESIGN §4). Users are taken by the day since they entered the stage. Each gets a partner who, as long
 * after entering as the user's first use, has the window open and has neither used the tool nor gone on; who entered in
 * the same calendar month; and who had an event on that same day since entering, up to that time (entering counts for
 * day 0). Nothing that happened later to either is looked at, and nobody is taken twice.
 *
 * Of those people it is the one whose last event lies nearest before that time. An event is when a person shows up, as a
 * use is, so that partners are drawn in proportion to how often people show up, as users are, and have not left unseen.
 * Ties, the order within a day, and who is compared when there are very many are decided by a hash of person and day.
 */
export function* matchPairs(
  columns: EventColumns,
  stays: Stays,
  clock: TimeZone,
  liveFromUs: number,
  userStays: Float64Array,
  firstUses: Float64Array,
): Generator<void, MatchedPairs> {
  const counts: MatchedPairs = { pairs: 0, usersConverted: 0, othersConverted: 0 };
  const { person, enteredUs, convertedUs, closesUs, mature } = stays;
  const firstUseUs = new Float64Array(stays.count).fill(Number.POSITIVE_INFINITY);
  const users = new Map<string, User[]>();
  const keys: { readonly key: string; readonly day: number; readonly month: number }[] = [];
  const months = new Map<number, Set<number>>();
  for (let u = 0; u < userStays.length; u++) {
    const stay = userStays[u]!;
    firstUseUs[stay] = firstUses[u]!;
    if (mature[stay] !== 1 || enteredUs[stay]! < liveFromUs) continue;
    const afterUs = firstUses[u]! - enteredUs[stay]!;
    const day = Math.floor(afterUs / DAY_US);
    const month = monthOf(enteredUs[stay]!, clock);
    const key = `${month} ${day}`;
    const known = users.get(key);
    if (known === undefined) {
      users.set(key, [{ stay, afterUs }]);
      keys.push({ key, day, month });
      const days = months.get(month);
      if (days === undefined) months.set(month, new Set([day]));
      else days.add(day);
    } else known.push({ stay, afterUs });
  }
  if (keys.length === 0) return counts;
  const others = yield* activeByDay(columns, stays, clock, liveFromUs, months);
  const taken = new Uint8Array(stays.count);
  let [pairs, usersConverted, othersConverted] = [0, 0, 0];
  let work = 0;
  for (const { key, day } of keys.sort((a, b) => a.day - b.day || a.month - b.month)) {
    const group = users.get(key) ?? [];
    const active = (others.get(key) ?? []).map((stay) => ({ stay }));
    const candidates = shuffled(active, day, person).map(({ stay }) => stay);
    for (const user of shuffled(group, day, person)) {
      if (taken[user.stay] === 1) continue;
      let nearest = -1;
      let nearestUs = Number.POSITIVE_INFINITY;
      let kept = 0;
      let compared = 0;
      let c = 0;
      for (; c < candidates.length && c < MOST_LOOKED_AT && compared < MOST_COMPARED; c++) {
        const other = candidates[c]!;
        if (taken[other] === 1) continue;
        candidates[kept++] = other;
        const atUs = enteredUs[other]! + user.afterUs;
        if (convertedUs[other]! <= atUs || firstUseUs[other]! <= atUs || closesUs[other]! < atUs) continue;
        const lastUs = Math.max(lastEventUs(columns, person[other]!, atUs), enteredUs[other]!);
        if (lastUs < enteredUs[other]! + day * DAY_US) continue;
        compared++;
        if (atUs - lastUs >= nearestUs) continue;
        nearest = other;
        nearestUs = atUs - lastUs;
      }
      work += c;
      if (kept < c) {
        candidates.copyWithin(kept, c);
        candidates.length -= c - kept;
      }
      if (nearest >= 0) {
        taken[user.stay] = 1;
        taken[nearest] = 1;
        pairs++;
        if (convertedUs[user.stay]! < Number.POSITIVE_INFINITY) usersConverted++;
        if (convertedUs[nearest]! < Number.POSITIVE_INFINITY) othersConverted++;
      }
      if (work < TURN) continue;
      work = 0;
      yield;
    }
  }
  return { pairs, usersConverted, othersConverted };
}

/** By calendar month and day since entering, who showed up on that day, for the months and days that have users. */
function* activeByDay(
  columns: EventColumns,
  stays: Stays,
  clock: TimeZone,
  liveFromUs: number,
  months: ReadonlyMap<number, ReadonlySet<number>>,
): Generator<void, ReadonlyMap<string, number[]>> {
  const { person, enteredUs, convertedUs, closesUs, mature } = stays;
  const active = new Map<string, number[]>();
  let work = 0;
  for (let stay = 0; stay < stays.count; stay++) {
    const fromUs = enteredUs[stay]!;
    if (mature[stay] !== 1 || fromUs < liveFromUs) continue;
    const month = monthOf(fromUs, clock);
    const days = months.get(month);
    if (days === undefined) continue;
    const untilUs = Math.min(convertedUs[stay]!, closesUs[stay]!);
    const end = columns.personStart[person[stay]! + 1]!;
    let last = 0;
    if (days.has(0)) put(active, `${month} 0`, stay);
    for (let row = rowsUpTo(columns, person[stay]!, fromUs); row < end; row++, work++) {
      const us = columns.timeUs[row]!;
      if (us > untilUs) break;
      const day = Math.floor((us - fromUs) / DAY_US);
      if (day === last || !days.has(day)) continue;
      last = day;
      put(active, `${month} ${day}`, stay);
    }
    if (++work < TURN) continue;
    work = 0;
    yield;
  }
  return active;
}

function put(lists: Map<string, number[]>, key: string, stay: number): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [stay]);
  else list.push(stay);
}

/** The time of the person's last event at or before an instant; -Infinity without one. */
function lastEventUs(columns: EventColumns, person: number, atUs: number): number {
  const row = rowsUpTo(columns, person, atUs) - 1;
  return row < columns.personStart[person]! ? Number.NEGATIVE_INFINITY : columns.timeUs[row]!;
}

/** The person's first row later than an instant. */
function rowsUpTo(columns: EventColumns, person: number, atUs: number): number {
  let low = columns.personStart[person]!;
  let high = columns.personStart[person + 1]!;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (columns.timeUs[middle]! <= atUs) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** In the order of a hash of person and day. */
function shuffled<T extends { readonly stay: number }>(
  of: readonly T[],
  day: number,
  person: Float64Array,
): readonly T[] {
  const keyed = of.map((one) => ({ one, hash: hash(person[one.stay]!, day) }));
  return keyed.sort((a, b) => a.hash - b.hash || a.one.stay - b.one.stay).map(({ one }) => one);
}

/** Two numbers mixed to 32 bits (the finalizer of MurmurHash3 by Austin Appleby, public domain). */
function hash(a: number, b: number): number {
  let h = (Math.imul(a + 1, 0x9e3779b1) ^ Math.imul(b + 1, 0x85ebca77)) >>> 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

function monthOf(us: number, clock: TimeZone): number {
  const date = new Date(clock.localDayUs(us) / 1000);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}
