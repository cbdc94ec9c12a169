import { DAY_US, type TimeZone, timeZone } from '../../journey/time-zone.ts';

/**
 * Turns clock times of one IANA zone into instants, and counts those that daylight-saving changes skip (moved forward) or
 * repeat (the first occurrence is meant).
 */
export class ZoneClock {
  gaps = 0;
  overlaps = 0;
  private readonly zone: TimeZone;
  /** By wall day: the offset that holds all around it, or NaN where it changes. */
  private readonly offsets = new Map<number, number>();
  private lastDay = Number.NaN;
  private lastOffset = 0;

  /** Throws a RangeError for a zone that the platform does not know. */
  constructor(name: string) {
    this.zone = timeZone(name);
  }

  /** The instant, in microseconds since 1970 UTC, at which the zone's clock shows `wallUs` (microseconds since 1970). */
  toUtc(wallUs: number): number {
    const day = Math.floor(wallUs / DAY_US);
    if (day !== this.lastDay) {
      this.lastDay = day;
      this.lastOffset = this.offsetAround(day);
    }
    if (!Number.isNaN(this.lastOffset)) return wallUs - this.lastOffset;
    const { us, clock } = this.zone.fromLocalUs(wallUs);
    if (clock === 'gap') this.gaps++;
    else if (clock === 'overlap') this.overlaps++;
    return us;
  }

  private offsetAround(day: number): number {
    let offset = this.offsets.get(day);
    if (offset === undefined) {
      const before = this.zone.offsetUs((day - 1) * DAY_US);
      const after = this.zone.offsetUs((day + 2) * DAY_US);
      offset = before === after ? before : Number.NaN;
      this.offsets.set(day, offset);
    }
    return offset;
  }
}
