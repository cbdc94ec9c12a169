/**
 * Time zones by way of Intl. Instants are whole microseconds since 1970 UTC; local times are the same number read off a
 * wall clock (as if the zone were UTC).
 */
export const DAY_US = 86_400_000_000;

export interface TimeZone {
  readonly name: string;
  /** What has to be added to an instant to get its local time. */
  offsetUs(us: number): number;
  /** Start of the local day in which the instant lies, as an instant. */
  dayStartUs(us: number): number;
  /** The local midnight at or before an instant, as local time. */
  localDayUs(us: number): number;
  /** The local time of an instant. */
  toLocalUs(us: number): number;
  /**
   * The instant of a local time. In an overlap (clocks set back) the first one; in a gap (clocks set forward) the
   * instant as far after the change as the clock time lies in the gap.
   */
  fromLocalUs(localUs: number): LocalInstant;
}

export interface LocalInstant {
  readonly us: number;
  readonly clock: 'exact' | 'gap' | 'overlap';
}

/** Offsets within one UTC day: `before` until `changeUs`, `after` from it on. */
interface DayOffsets {
  readonly before: number;
  readonly after: number;
  readonly changeUs: number;
}

const zones = new Map<string, TimeZone>();

/** Whether `name` is a zone that this runtime knows. */
export function isTimeZone(name: string): boolean {
  try {
    timeZone(name);
    return true;
  } catch {
    return false;
  }
}

/** The zone of an IANA name. Throws a RangeError for an unknown one. */
export function timeZone(name: string): TimeZone {
  const known = zones.get(name);
  if (known) return known;
  const zone = name === 'UTC' ? fixedZone(name) : intlZone(name);
  zones.set(name, zone);
  return zone;
}

function fixedZone(name: string): TimeZone {
  return {
    name,
    offsetUs: () => 0,
    dayStartUs: (us) => Math.floor(us / DAY_US) * DAY_US,
    localDayUs: (us) => Math.floor(us / DAY_US) * DAY_US,
    toLocalUs: (us) => us,
    fromLocalUs: (localUs) => ({ us: localUs, clock: 'exact' }),
  };
}

function intlZone(name: string): TimeZone {
  const read = offsetReader(name);
  const days = new Map<number, DayOffsets>();
  let lastDay = Number.NaN;
  let last: DayOffsets = { before: 0, after: 0, changeUs: Number.POSITIVE_INFINITY };

  function offsetUs(us: number): number {
    const day = Math.floor(us / DAY_US);
    if (day !== lastDay) {
      let found = days.get(day);
      if (!found) {
        found = offsetsOfDay(read, day);
        days.set(day, found);
      }
      lastDay = day;
      last = found;
    }
    return us < last.changeUs ? last.before : last.after;
  }

  function localDayUs(us: number): number {
    return Math.floor((us + offsetUs(us)) / DAY_US) * DAY_US;
  }

  function fromLocalUs(localUs: number): LocalInstant {
    // The offsets a day before and after bracket every change that can matter.
    const earlier = offsetUs(localUs - DAY_US);
    const later = offsetUs(localUs + DAY_US);
    const first = localUs - Math.max(earlier, later);
    const second = localUs - Math.min(earlier, later);
    const firstFits = first + offsetUs(first) === localUs;
    const secondFits = second + offsetUs(second) === localUs;
    if (firstFits) return { us: first, clock: secondFits && first !== second ? 'overlap' : 'exact' };
    if (secondFits) return { us: second, clock: 'exact' };
    return { us: localUs - earlier, clock: 'gap' };
  }

  return {
    name,
    offsetUs,
    dayStartUs: (us) => fromLocalUs(localDayUs(us)).us,
    localDayUs,
    toLocalUs: (us) => us + offsetUs(us),
    fromLocalUs,
  };
}

function offsetsOfDay(read: (us: number) => number, day: number): DayOffsets {
  const startUs = day * DAY_US;
  const before = read(startUs);
  const after = read(startUs + DAY_US - 1_000_000);
  if (before === after) return { before, after, changeUs: Number.POSITIVE_INFINITY };
  let low = startUs;
  let high = startUs + DAY_US - 1_000_000;
  while (high - low > 1_000_000) {
    const middle = Math.floor((low + high) / 2_000_000) * 1_000_000;
    if (read(middle) === before) low = middle;
    else high = middle;
  }
  return { before, after, changeUs: high };
}

function offsetReader(name: string): (us: number) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: name,
    hourCycle: 'h23',
    calendar: 'gregory',
    numberingSystem: 'latn',
    era: 'short',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  return (us) => {
    const ms = Math.floor(us / 1_000_000) * 1000;
    const part: Record<string, string> = {};
    for (const { type, value } of format.formatToParts(ms)) part[type] = value;
    const year = part.era?.startsWith('B') ? 1 - Number(part.year) : Number(part.year);
    const local = new Date(0);
    local.setUTCFullYear(year, Number(part.month) - 1, Number(part.day));
    local.setUTCHours(Number(part.hour), Number(part.minute), Number(part.second));
    return (local.getTime() - ms) * 1000;
  };
}

/** The local midnight of `YYYY-MM-DD` as local microseconds; `null` when it is not a day of the calendar. */
export function parseDay(text: string): number | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return null;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  return date.getTime() * 1000;
}

/** The local day of an instant as `YYYY-MM-DD`. */
export function formatDay(us: number, zone: TimeZone): string {
  return new Date(Math.floor(zone.toLocalUs(us) / 1000)).toISOString().slice(0, 10);
}
