const DAY_US = 86_400_000_000;

/**
 * Clock offsets of one IANA time zone. Offsets are asked of Intl once per UTC day and kept, so that cutting millions of
 * times to their local day costs a table lookup each. All times are whole microseconds; a "local" time is the wall clock
 * written as if it were UTC. Throws a RangeError for an unknown zone.
 */
export class ZoneClock {
  readonly zone: string;
  private readonly format: Intl.DateTimeFormat | null;
  private readonly days = new Map<number, DayOffsets>();
  private lastDay = Number.NaN;
  private last: DayOffsets = { beforeUs: 0, afterUs: 0, changeUs: Number.POSITIVE_INFINITY };

  constructor(zone: string) {
    this.zone = zone;
    const format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    this.format = format.resolvedOptions().timeZone === 'UTC' ? null : format;
  }

  /** Local time minus UTC at an instant. */
  offsetUs(utcUs: number): number {
    if (this.format === null) return 0;
    const day = Math.floor(utcUs / DAY_US);
    if (day !== this.lastDay) {
      this.last = this.days.get(day) ?? this.learn(day);
      this.lastDay = day;
    }
    return utcUs < this.last.changeUs ? this.last.beforeUs : this.last.afterUs;
  }

  localUs(utcUs: number): number {
    return utcUs + this.offsetUs(utcUs);
  }

  /** The local midnight at or before an instant, as local time. */
  localDayUs(utcUs: number): number {
    return Math.floor(this.localUs(utcUs) / DAY_US) * DAY_US;
  }

  /** The first instant whose local time is `localUs` or, where the clock skips it, later. */
  utcUs(localUs: number): number {
    if (this.format === null) return localUs;
    const around = [this.offsetUs(localUs - DAY_US), this.offsetUs(localUs + DAY_US)];
    const candidates = around.map((offset) => localUs - offset).sort((a, b) => a - b);
    return candidates.find((utc) => this.localUs(utc) >= localUs) ?? localUs - this.offsetUs(localUs);
  }

  private learn(day: number): DayOffsets {
    const startUs = day * DAY_US;
    const beforeUs = this.ask(startUs);
    const afterUs = this.ask(startUs + DAY_US - 1_000_000);
    let changeUs = Number.POSITIVE_INFINITY;
    if (beforeUs !== afterUs) {
      let low = startUs / 1_000_000;
      let high = low + 86_399;
      while (high - low > 1) {
        const middle = Math.floor((low + high) / 2);
        if (this.ask(middle * 1_000_000) === beforeUs) low = middle;
        else high = middle;
      }
      changeUs = high * 1_000_000;
    }
    const known: DayOffsets = { beforeUs, afterUs, changeUs };
    this.days.set(day, known);
    return known;
  }

  private ask(utcUs: number): number {
    const wholeMs = Math.floor(utcUs / 1_000_000) * 1000;
    const at: Record<string, string> = {};
    for (const part of this.format?.formatToParts(wholeMs) ?? []) at[part.type] = part.value;
    const year = at.era === 'BC' ? 1 - Number(at.year) : Number(at.year);
    const local = new Date(0);
    local.setUTCFullYear(year, Number(at.month) - 1, Number(at.day));
    local.setUTCHours(Number(at.hour), Number(at.minute), Number(at.second), 0);
    return (local.getTime() - wholeMs) * 1000;
  }
}

/** Offsets of one UTC day; a day holds at most one change of the clock. */
interface DayOffsets {
  readonly beforeUs: number;
  readonly afterUs: number;
  readonly changeUs: number;
}
