import { DAY_US, type TimeZone } from '../journey/time-zone.ts';
import type { MatchedPairs } from './answer.ts';
import type { EventColumns } from './columns.ts';
import type { Stays } from './evidence-stays.ts';

/** Among so many comparable people the nearest is taken, out of so many looked at. */
const MOST_COMPARED = 512;
const MOST_LOOKED_AT = 8192;
/** People looked at between two yields; some milliseconds. */
const TURN = 8192;

interface User {
  readonly stay: number;
  /** From entering the stage to the first use. */
  readonly afterUs: number;
}

/**
 * Risk-set matching (DESIGN §4) for the tools of one transition. Users are taken by the day since they entered the stage.
 * Each gets a partner who, as long after entering as the user's first use, has the window open and has neither used the
 * tool nor gone on; who entered in the same calendar month; and who had an event on that same day since entering, up to
 * that time (entering counts for day 0). Nothing that happened later to either is looked at, and nobody is taken twice.
 *
 * Of those people it is the one whose last event lies nearest before that time. An event is when a person shows up, as a
 * use is, so that partners are drawn in proportion to how often people show up, as users are, and have not left unseen.
 * Ties, the order within a day, and who is compared when there are very many are decided by a hash of person and day.
 */
export class PairMatcher {
  private readonly columns: EventColumns;
  private readonly stays: Stays;
  private readonly clock: TimeZone;
  private readonly firstUseUs: Float64Array;
  private readonly taken: Uint8Array;
  private active: ReadonlyMap<number, Int32Array> | null = null;

  constructor(columns: EventColumns, stays: Stays, clock: TimeZone) {
    this.columns = columns;
    this.stays = stays;
    this.clock = clock;
    this.firstUseUs = new Float64Array(stays.count).fill(Number.POSITIVE_INFINITY);
    this.taken = new Uint8Array(stays.count);
  }

  /** `users`: stays with a use, and the instants of their first uses; only mature ones since `liveFromUs` are paired. */
  *match(users: Float64Array, firstUses: Float64Array, liveFromUs: number): Generator<void, MatchedPairs> {
    const groups = this.groupsOf(users, firstUses, liveFromUs);
    if (groups.size === 0) return { pairs: 0, usersConverted: 0, othersConverted: 0 };
    this.active ??= yield* activeByDay(this.columns, this.stays, this.clock);
    users.forEach((stay, u) => {
      this.firstUseUs[stay] = firstUses[u]!;
    });
    const { convertedUs, person } = this.stays;
    const took: number[] = [];
    let [pairs, usersConverted, othersConverted] = [0, 0, 0];
    let work = 0;
    for (const key of [...groups.keys()].sort((a, b) => dayOf(a) - dayOf(b) || a - b)) {
      const day = dayOf(key);
      const among = new Candidates(this.active.get(key) ?? new Int32Array(0));
      for (const user of shuffled(groups.get(key) ?? [], day, person)) {
        if (this.taken[user.stay] === 1) continue;
        const other = this.nearest(among, user, day, liveFromUs);
        if (other >= 0) {
          this.taken[user.stay] = 1;
          this.taken[other] = 1;
          took.push(user.stay, other);
          pairs++;
          if (convertedUs[user.stay]! < Number.POSITIVE_INFINITY) usersConverted++;
          if (convertedUs[other]! < Number.POSITIVE_INFINITY) othersConverted++;
        }
        work += among.lookedAt;
        if (work < TURN) continue;
        work = 0;
        yield;
      }
    }
    for (const stay of took) this.taken[stay] = 0;
    for (const stay of users) this.firstUseUs[stay] = Number.POSITIVE_INFINITY;
    return { pairs, usersConverted, othersConverted };
  }

  private groupsOf(users: Float64Array, firstUses: Float64Array, liveFromUs: number): ReadonlyMap<number, User[]> {
    const { enteredUs, mature } = this.stays;
    const groups = new Map<number, User[]>();
    users.forEach((stay, u) => {
      if (mature[stay] !== 1 || enteredUs[stay]! < liveFromUs) return;
      const afterUs = firstUses[u]! - enteredUs[stay]!;
      const key = keyOf(monthOf(enteredUs[stay]!, this.clock), Math.floor(afterUs / DAY_US));
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [{ stay, afterUs }]);
      else group.push({ stay, afterUs });
    });
    return groups;
  }

  private nearest(among: Candidates, user: User, day: number, liveFromUs: number): number {
    const { person, enteredUs, convertedUs, closesUs } = this.stays;
    let nearest = -1;
    let nearestUs = Number.POSITIVE_INFINITY;
    let compared = 0;
    among.begin();
    while (compared < MOST_COMPARED && among.lookedAt < MOST_LOOKED_AT) {
      const other = among.next();
      if (other < 0) break;
      if (this.taken[other] === 1 || enteredUs[other]! < liveFromUs) {
        among.drop();
        continue;
      }
      const atUs = enteredUs[other]! + user.afterUs;
      if (convertedUs[other]! <= atUs || this.firstUseUs[other]! <= atUs || closesUs[other]! < atUs) continue;
      const lastUs = Math.max(lastEventUs(this.columns, person[other]!, atUs), enteredUs[other]!);
      if (lastUs < enteredUs[other]! + day * DAY_US) continue;
      compared++;
      if (atUs - lastUs >= nearestUs) continue;
      nearest = other;
      nearestUs = atUs - lastUs;
    }
    among.end();
    return nearest;
  }
}

/** Stays in an order, gone through from the first again and again, without those that were dropped. */
class Candidates {
  lookedAt = 0;
  private readonly stays: Int32Array;
  private start = 0;
  private at = 0;
  private dropped: number[] = [];

  constructor(stays: Int32Array) {
    this.stays = stays.slice();
  }

  begin(): void {
    this.at = this.start;
    this.lookedAt = 0;
    this.dropped = [];
  }

  next(): number {
    if (this.at >= this.stays.length) return -1;
    this.lookedAt++;
    return this.stays[this.at++]!;
  }

  /** Leaves out the one that `next` gave. */
  drop(): void {
    this.dropped.push(this.at - 1);
  }

  /** Moves those that were looked at and kept up to the others, in their order. */
  end(): void {
    let into = this.at;
    let gone = this.dropped.length - 1;
    if (gone < 0) return;
    for (let i = this.at - 1; i >= this.start; i--) {
      if (gone >= 0 && this.dropped[gone] === i) gone--;
      else this.stays[--into] = this.stays[i]!;
    }
    this.start = into;
  }
}

/** By calendar month and day since entering, the mature stays of people who showed up on that day, shuffled. */
function* activeByDay(
  columns: EventColumns,
  stays: Stays,
  clock: TimeZone,
): Generator<void, ReadonlyMap<number, Int32Array>> {
  const { person, enteredUs, convertedUs, closesUs, mature } = stays;
  const active = new Map<number, { stay: number }[]>();
  let work = 0;
  for (let stay = 0; stay < stays.count; stay++) {
    const fromUs = enteredUs[stay]!;
    if (mature[stay] !== 1) continue;
    const month = monthOf(fromUs, clock);
    const untilUs = Math.min(convertedUs[stay]!, closesUs[stay]!);
    const end = columns.personStart[person[stay]! + 1]!;
    let last = 0;
    put(active, keyOf(month, 0), stay);
    for (let row = rowsUpTo(columns, person[stay]!, fromUs); row < end; row++, work++) {
      const us = columns.timeUs[row]!;
      if (us > untilUs) break;
      const day = Math.floor((us - fromUs) / DAY_US);
      if (day === last) continue;
      last = day;
      put(active, keyOf(month, day), stay);
    }
    if (++work < TURN) continue;
    work = 0;
    yield;
  }
  const ordered = new Map<number, Int32Array>();
  for (const [key, list] of active) {
    ordered.set(
      key,
      Int32Array.from(shuffled(list, dayOf(key), person), ({ stay }) => stay),
    );
    yield;
  }
  return ordered;
}

function put(lists: Map<number, { stay: number }[]>, key: number, stay: number): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [{ stay }]);
  else list.push({ stay });
}

/** A month and a day since entering as one number. */
const DAYS = 1_000_000;
const keyOf = (month: number, day: number): number => month * DAYS + day;
const dayOf = (key: number): number => ((key % DAYS) + DAYS) % DAYS;

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
