import type { TimeZone } from '../journey/time-zone.ts';
import type { TrendQuery } from './query.ts';

const HOUR_US = 3_600_000_000;
const DAY_US = 24 * HOUR_US;
const SLOTS = 4096;
/** Days from 1970-01-01, a Thursday, back to the first day of its week. */
const DAYS_INTO_WEEK = { monday: 3, sunday: 4, saturday: 5 } as const;

/** The period of the instants before `nextUs`, and that of the others. */
interface UtcDay {
  readonly number: number;
  readonly nextUs: number;
  readonly next: number;
}

/** The periods of a trend in a time zone, numbered so that neighbours differ by one. All times are UTC microseconds. */
export class Periods {
  private readonly interval: TrendQuery['interval'];
  private readonly intoWeek: number;
  private readonly clock: TimeZone;
  /** By day in UTC, `null` for one in which clocks change. */
  private readonly days = new Map<number, UtcDay | null>();
  /** The same for days that share their last bits with no other, to be found without a look-up. */
  private readonly slotDay = new Float64Array(SLOTS).fill(Number.NaN);
  private readonly slotNextUs = new Float64Array(SLOTS);
  private readonly slotNumber = new Float64Array(SLOTS);
  private readonly slotNext = new Float64Array(SLOTS);
  private readonly localDays = new Map<number, number>();

  constructor(interval: TrendQuery['interval'], weekStart: TrendQuery['weekStart'], clock: TimeZone) {
    this.interval = interval;
    this.intoWeek = DAYS_INTO_WEEK[weekStart];
    this.clock = clock;
  }

  /** The number of the period that holds an instant. */
  numberOf(utcUs: number): number {
    const utcDay = Math.floor(utcUs / DAY_US);
    const slot = utcDay & (SLOTS - 1);
    if (this.slotDay[slot] === utcDay) {
      return utcUs < this.slotNextUs[slot]! ? this.slotNumber[slot]! : this.slotNext[slot]!;
    }
    let day = this.days.get(utcDay);
    if (day === undefined) {
      day = this.utcDay(utcDay);
      this.days.set(utcDay, day);
    }
    if (day === null) return this.computedNumberOf(utcUs);
    this.slotDay[slot] = utcDay;
    this.slotNextUs[slot] = day.nextUs;
    this.slotNumber[slot] = day.number;
    this.slotNext[slot] = day.next;
    return utcUs < day.nextUs ? day.number : day.next;
  }

  /** The number of the period that holds the start of a local day, given as local time. */
  numberOfDay(localDayUs: number): number {
    if (this.interval === 'hour') return this.numberOf(this.clock.fromLocalUs(localDayUs).us);
    const day = Math.floor(localDayUs / DAY_US);
    let number = this.localDays.get(day);
    if (number === undefined) {
      number = this.numberOfLocal(day);
      this.localDays.set(day, number);
    }
    return number;
  }

  /** A day in UTC lies in two periods at most, unless it is one of a change of clocks or periods are hours. */
  private utcDay(utcDay: number): UtcDay | null {
    const fromUs = utcDay * DAY_US;
    const lastUs = fromUs + DAY_US - 1;
    const offsetUs = this.clock.offsetUs(fromUs);
    if (this.interval === 'hour' || offsetUs !== this.clock.offsetUs(lastUs)) return null;
    const midnightUs = Math.ceil((fromUs + offsetUs) / DAY_US) * DAY_US - offsetUs;
    return { number: this.computedNumberOf(fromUs), nextUs: midnightUs, next: this.computedNumberOf(lastUs) };
  }

  private computedNumberOf(utcUs: number): number {
    // Hours are counted in UTC, shifted where the zone is not whole hours away, so that a repeated hour stays two.
    if (this.interval === 'hour') return Math.floor((utcUs + modulo(this.clock.offsetUs(utcUs), HOUR_US)) / HOUR_US);
    return this.numberOfLocal(Math.floor(this.clock.toLocalUs(utcUs) / DAY_US));
  }

  /** `day`: the number of a local day since 1970-01-01. */
  private numberOfLocal(day: number): number {
    switch (this.interval) {
      case 'week':
        return Math.floor((day + this.intoWeek) / 7);
      case 'month': {
        const date = new Date(day * (DAY_US / 1000));
        return date.getUTCFullYear() * 12 + date.getUTCMonth();
      }
      default:
        return day;
    }
  }

  startUs(number: number): number {
    if (this.interval === 'hour') {
      const roughUs = number * HOUR_US;
      return roughUs - modulo(this.clock.offsetUs(roughUs), HOUR_US);
    }
    return this.clock.fromLocalUs(this.firstDay(number) * DAY_US).us;
  }

  /** `YYYY-MM-DD` of the period's first day, with `THH:00` for hours. */
  label(number: number): string {
    const hour = this.interval === 'hour';
    const localUs = hour ? this.clock.toLocalUs(this.startUs(number)) : this.firstDay(number) * DAY_US;
    const text = new Date(localUs / 1000).toISOString();
    const date = text.slice(0, text.indexOf('T'));
    return hour ? `${date}${text.slice(date.length, date.length + 3)}:00` : date;
  }

  private firstDay(number: number): number {
    switch (this.interval) {
      case 'week':
        return number * 7 - this.intoWeek;
      case 'month': {
        const date = new Date(0);
        date.setUTCFullYear(Math.floor(number / 12), modulo(number, 12), 1);
        return date.getTime() / (DAY_US / 1000);
      }
      default:
        return number;
    }
  }
}

function modulo(value: number, by: number): number {
  return ((value % by) + by) % by;
}
