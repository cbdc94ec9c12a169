import { DAY_US, type TimeZone } from '../journey/time-zone.ts';

const SLOTS = 4096;

/** Cuts instants to their local day, and remembers the offset of every day in UTC on which clocks do not change. */
export class LocalDays {
  private readonly clock: TimeZone;
  private readonly day = new Float64Array(SLOTS).fill(Number.NaN);
  private readonly offsetUs = new Float64Array(SLOTS);

  constructor(clock: TimeZone) {
    this.clock = clock;
  }

  /** The local midnight at or before an instant, as local time. */
  of(us: number): number {
    const day = Math.floor(us / DAY_US);
    const slot = day & (SLOTS - 1);
    if (this.day[slot] === day) return Math.floor((us + this.offsetUs[slot]!) / DAY_US) * DAY_US;
    const offsetUs = this.clock.offsetUs(day * DAY_US);
    if (offsetUs === this.clock.offsetUs((day + 1) * DAY_US - 1)) {
      this.day[slot] = day;
      this.offsetUs[slot] = offsetUs;
    }
    return this.clock.localDayUs(us);
  }
}
