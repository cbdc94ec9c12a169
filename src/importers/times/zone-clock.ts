import { DAY_US, type TimeZone, timeZone } from '../../journey/time-zone.ts';

/** 1980 to 2060: other days are worked out again every time. */
const FIRST_DAY = 3652;
const DAYS = 29_220;
const UNKNOWN = Number.POSITIVE_INFINITY;

/**
 * Turns clock times of one IANA zone into instants, and counts those that daylight-saving changes skip (moved forward) or
 * repeat (the first occurrence is meant).
 */
export class ZoneClock {
  gaps = 0;
  overlaps = 0;
  private readonly zone: TimeZone;
  /** By wall day from FIRST_DAY on: the offset that holds all around it, NaN where it changes, UNKNOWN until asked. */
  private readonly offsets = new Float64Array(DAYS).fill(UNKNOWN);
  private lastDay = Number.NaN;
  private lastOffset = 0;

  /** Throws a RangeError for a zone that the platform does not know. */
  constructor(name: string) {
    this.zone = timeZone(name);
  }

  /** The instant, in microseconds since 1970 UTC, at which the zone's clock shows `wallUs` (microseconds since 1970). */
  toUtc(wallUs: number): number {
    const steady = this.steadyUtc(wallUs);
    if (!Number.isNaN(steady)) return steady;
    const { us, clock } = this.zone.fromLocalUs(wallUs);
    if (clock === 'gap') this.gaps++;
    else if (clock === 'overlap') this.overlaps++;
    return us;
  }

  /** The same where no change of the clock is near: NaN where one is. Counts nothing. */
  steadyUtc(wallUs: number): number {
    const day = Math.floor(wallUs / DAY_US);
    if (day !== this.lastDay) {
      this.lastDay = day;
      this.lastOffset = this.offsetAround(day);
    }
    return wallUs - this.lastOffset;
  }

  private offsetAround(day: number): number {
    const known = this.offsets[day - FIRST_DAY];
    if (known !== undefined && known !== UNKNOWN) return known;
    const before = this.zone.offsetUs((day - 1) * DAY_US);
    const after = this.zone.offsetUs((day + 2) * DAY_US);
    const offset = before === after ? before : Number.NaN;
    if (known !== undefined) this.offsets[day - FIRST_DAY] = offset;
    return offset;
  }
}
