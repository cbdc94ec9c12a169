import { DAY_US, type TimeZone } from '../journey/time-zone.ts';
import type { EventColumns } from './columns.ts';
import type { Stays } from './evidence-stays.ts';

/** Stays looked at between two yields; some milliseconds. */
const TURN = 8192;
const BLOCK_BITS = 5;
const BLOCK = 1 << BLOCK_BITS;

/**
 * When people at a stage showed up: every event of a mature stay up to its end, and entering it, as time since entering.
 * They lie together by the calendar month of entering and the day since entering, and there in order of time since
 * entering; of equal ones the first by a hash of person and day comes last.
 */
export class Shows {
  /** Per stay, from when since entering nobody is compared with it: it went on, its window closed, or as `match` says. */
  readonly limitUs: Float64Array;
  private readonly stays: Stays;
  private readonly columns: Pick<EventColumns, 'personStart' | 'timeUs'>;
  private readonly month: Int32Array;
  private readonly places = new Map<number, Place>();
  private afterUs = new Float64Array(0);
  private stay = new Int32Array(0);
  /** What `latest` looks at; no limit in one of its blocks is later than `blocksUs` says. */
  private from = 0;
  private to = 0;
  private blocksUs = new Float64Array(0);

  constructor(columns: Pick<EventColumns, 'personStart' | 'timeUs'>, stays: Stays, clock: TimeZone) {
    this.columns = columns;
    this.stays = stays;
    this.limitUs = new Float64Array(stays.count);
    this.month = Int32Array.from({ length: stays.count }, (_, stay) => monthOf(stays.enteredUs[stay]!, clock));
    for (let stay = 0; stay < stays.count; stay++) this.resetLimit(stay);
  }

  resetLimit(stay: number): void {
    const { enteredUs, convertedUs, closesUs } = this.stays;
    this.limitUs[stay] = Math.min(convertedUs[stay]!, closesUs[stay]! + 1) - enteredUs[stay]!;
  }

  /** Where those lie who entered in the same month as a stay and showed up as long after entering. */
  keyOf(stay: number, afterUs: number): number {
    return this.month[stay]! * DAYS + Math.floor(afterUs / DAY_US);
  }

  *fill(): Generator<void, void> {
    yield* this.visit((key) => {
      const place = this.places.get(key);
      if (place === undefined) this.places.set(key, { from: 0, to: 1, blocksUs: null });
      else place.to++;
    });
    let from = 0;
    for (const place of this.places.values()) {
      const size = place.to;
      place.from = from;
      place.to = from;
      from += size;
    }
    this.afterUs = new Float64Array(from);
    this.stay = new Int32Array(from);
    yield* this.visit((key, stay, afterUs) => {
      const at = this.places.get(key)!.to++;
      this.afterUs[at] = afterUs;
      this.stay[at] = stay;
    });
  }

  private *visit(put: (key: number, stay: number, afterUs: number) => void): Generator<void, void> {
    const { person, enteredUs, convertedUs, closesUs, mature } = this.stays;
    const { timeUs, personStart } = this.columns;
    let work = 0;
    for (let stay = 0; stay < this.stays.count; stay++) {
      if (mature[stay] !== 1) continue;
      const fromUs = enteredUs[stay]!;
      const untilUs = Math.min(convertedUs[stay]!, closesUs[stay]!);
      const end = personStart[person[stay]! + 1]!;
      let last = 0;
      put(this.keyOf(stay, 0), stay, 0);
      for (let row = personStart[person[stay]!]!; row < end && timeUs[row]! <= untilUs; row++, work++) {
        const afterUs = timeUs[row]! - fromUs;
        if (afterUs <= last) continue;
        last = afterUs;
        put(this.keyOf(stay, afterUs), stay, afterUs);
      }
      if (++work < TURN) continue;
      work = 0;
      yield;
    }
  }

  /** Goes to what lies under a key, for `latest`. Until the next call limits may only fall. Returns the work it was. */
  goTo(key: number): number {
    const place = this.places.get(key);
    this.from = place?.from ?? 0;
    this.to = place?.to ?? 0;
    if (place === undefined) return 0;
    const work = place.blocksUs === null ? place.to - place.from : 0;
    place.blocksUs ??= this.sorted(place, dayOf(key));
    if (this.blocksUs.length < place.blocksUs.length) this.blocksUs = new Float64Array(place.blocksUs.length * 2);
    this.blocksUs.set(place.blocksUs);
    return work + place.blocksUs.length;
  }

  /** Of the stays that `fits`, with a limit after `afterUs`, the one who showed up last until then; -1 for none. */
  latest(afterUs: number, fits: (stay: number) => boolean): number {
    const { limitUs, blocksUs, from } = this;
    let at = this.upTo(afterUs) - 1;
    while (at >= from) {
      const block = (at - from) >> BLOCK_BITS;
      const first = from + (block << BLOCK_BITS);
      if (blocksUs[block]! > afterUs) {
        const whole = at === Math.min(first + BLOCK, this.to) - 1;
        let latestUs = Number.NEGATIVE_INFINITY;
        for (; at >= first; at--) {
          const stay = this.stay[at]!;
          const us = limitUs[stay]!;
          if (us > afterUs && fits(stay)) return stay;
          if (us > latestUs) latestUs = us;
        }
        if (whole) blocksUs[block] = latestUs;
      }
      at = first - 1;
    }
    return -1;
  }

  private upTo(afterUs: number): number {
    let low = this.from;
    let high = this.to;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.afterUs[middle]! <= afterUs) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Puts what lies in a place in order; returns the latest limit of each block. */
  private sorted({ from, to }: Place, day: number): Float64Array {
    const afterUs = this.afterUs.slice(from, to);
    const stay = this.stay.slice(from, to);
    const hashes = Uint32Array.from(stay, (one) => hashOf(this.stays.identityOf(one), day));
    const order = Uint32Array.from(stay, (_, i) => i);
    order.sort((a, b) => afterUs[a]! - afterUs[b]! || hashes[b]! - hashes[a]! || stay[b]! - stay[a]!);
    const blocksUs = new Float64Array(Math.ceil(order.length / BLOCK)).fill(Number.NEGATIVE_INFINITY);
    const { enteredUs, convertedUs, closesUs } = this.stays;
    order.forEach((i, at) => {
      const one = stay[i]!;
      this.afterUs[from + at] = afterUs[i]!;
      this.stay[from + at] = one;
      // The limit without a tool, which the one in force may be below.
      const limitUs = Math.min(convertedUs[one]!, closesUs[one]! + 1) - enteredUs[one]!;
      const block = at >> BLOCK_BITS;
      blocksUs[block] = Math.max(blocksUs[block]!, limitUs);
    });
    return blocksUs;
  }
}

/** One after the other in the columns of all, from `from` up to, not including, `to`. */
interface Place {
  from: number;
  to: number;
  /** `null` as long as it is not in order. */
  blocksUs: Float64Array | null;
}

/** A month and a day since entering as one number. */
const DAYS = 1_000_000;
export const dayOf = (key: number): number => ((key % DAYS) + DAYS) % DAYS;

/** Two numbers mixed to 32 bits (the finalizer of MurmurHash3 by Austin Appleby, public domain). */
export function hashOf(a: number, b: number): number {
  let h = (Math.imul(a + 1, 0x9e3779b1) ^ Math.imul(b + 1, 0x85ebca77)) >>> 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

function monthOf(us: number, clock: TimeZone): number {
  const date = new Date(clock.localDayUs(us) / 1000);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}
