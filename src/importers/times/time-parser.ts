import type { DateOrder } from '../../journey/plan.ts';
import { usualTime } from '../../journey/time-spelling.ts';
import { DAY_US } from '../../journey/time-zone.ts';
import { civilFromDays, daysFromCivil, HOUR_US, isCivilDay, MINUTE_US, SECOND_US } from './civil.ts';
import { namedDate } from './named-date.ts';

/** `instant` is settled; a `clock` time lacks its zone; a `date` lacks its clock time too. */
export type TimeKind = 'instant' | 'clock' | 'date';

/** Whether day or month comes first: settled, both readings exist, or only one does. */
export const ORDER_SETTLED = 0;
export const ORDER_BOTH = 1;
export const ORDER_DAY_FIRST = 2;
export const ORDER_MONTH_FIRST = 3;

/** A text with an odd spelling of a time has so many bytes. */
const LONGEST = 100;
const SHORTEST = 8;
const ZERO = 48;
const SPACE = 32;

/**
 * Reads one time from bytes. The result stands in the fields until the next call: no object per cell.
 *
 * Known are ISO 8601 (also with one-digit parts, a blank for the T, any precision), seconds, milliseconds, microseconds and
 * nanoseconds since 1970 by their 10, 13, 16 or 19 digits (one less before September 2001, with a minus before 1970),
 * YYYYMMDD, day/month/year in either order, month names, AM and PM.
 */
export class TimeParser {
  kind: TimeKind = 'date';
  /** Microseconds since 1970: of the instant, or as the clock on the wall shows it. With both orders: day first. */
  us = 0;
  order = ORDER_SETTLED;
  /** Of an instant with an offset in its text: how far its clock is ahead of UTC. */
  offsetUs = 0;
  /** Whether it was a number of seconds, or of parts of seconds, since 1970. */
  isEpoch = false;
  /** Whether the parts stood apart by points, which people write day first. */
  dotted = false;

  private dateOrder: DateOrder | null;
  private days = 0;
  private lastDate = -1;
  private lastDays = 0;
  private at = 0;

  /** `dateOrder`: what the plan says about dates whose order the text leaves open. */
  constructor(dateOrder: DateOrder | null) {
    this.dateOrder = dateOrder;
  }

  /** Whether `bytes[start..end)` is a time. */
  parse(bytes: Uint8Array, start: number, end: number): boolean {
    if (this.parsePlain(bytes, start, end)) return true;
    if (end - start > LONGEST || end - start < SHORTEST) return false;
    const text = decoder.decode(bytes.subarray(start, end));
    const usual = usualTime(text);
    if (usual === text) return false;
    const plain = encoder.encode(usual);
    return this.parsePlain(plain, 0, plain.length);
  }

  private parsePlain(bytes: Uint8Array, start: number, end: number): boolean {
    while (start < end && bytes[start] === SPACE) start++;
    while (end > start && bytes[end - 1] === SPACE) end--;
    this.order = ORDER_SETTLED;
    this.offsetUs = 0;
    this.isEpoch = false;
    if (end - start >= 19 && this.isoSeconds(bytes, start, end)) return true;
    const digits = digitRun(bytes, start, end);
    if (start + digits === end) return this.parseDigits(bytes, start, digits);
    if (digits === 0 && bytes[start] === 45) return this.before1970(bytes, start + 1, end);
    if (digits === 4) {
      if (!this.yearFirst(bytes, start, end)) return false;
    } else if (digits === 1 || digits === 2) {
      if (!this.yearLast(bytes, start, end, digits)) return this.named(bytes, start, end);
    } else if (digits === 8) {
      if (!this.compactDate(bytes, start)) return false;
      this.at = start + 8;
    } else if (digits === 10 && bytes[start + 10] === 46) return this.epochWithFraction(bytes, start, end);
    else return this.named(bytes, start, end);
    return this.clock(bytes, this.at, end);
  }

  /**
   * The most common form, `2026-01-24T10:11:12` with a blank or a T, up to six decimals, and a Z or nothing behind it, by
   * fixed places. What is not of that form, or wrong, is left to the slow way.
   */
  private isoSeconds(bytes: Uint8Array, start: number, end: number): boolean {
    const separator = bytes[start + 10]!;
    if ((separator !== 84 && separator !== SPACE) || bytes[start + 4] !== 45 || bytes[start + 7] !== 45) return false;
    if (bytes[start + 13] !== 58 || bytes[start + 16] !== 58) return false;
    const year = twoDigits(bytes, start) * 100 + twoDigits(bytes, start + 2);
    const month = twoDigits(bytes, start + 5);
    const day = twoDigits(bytes, start + 8);
    const hour = twoDigits(bytes, start + 11);
    const minute = twoDigits(bytes, start + 14);
    const second = twoDigits(bytes, start + 17);
    // Minus numbers stand for what is no digit.
    if ((year | month | day | hour | minute | second) < 0) return false;
    let us = (hour * 3600 + minute * 60 + second) * SECOND_US;
    let i = start + 19;
    if (bytes[i] === 46 && i < end) {
      let unit = SECOND_US;
      for (i++; i < end && unit > 1; i++) {
        const digit = bytes[i]! - ZERO;
        if (digit < 0 || digit > 9) break;
        unit /= 10;
        us += digit * unit;
      }
      if (unit === SECOND_US) return false;
    }
    const isInstant = i + 1 === end && bytes[i] === 90;
    if (i !== end && !isInstant) return false;
    if (hour > 23 || minute > 59 || second > 60 || !this.civil(year, month, day)) return false;
    this.kind = isInstant ? 'instant' : 'clock';
    this.us = this.days * DAY_US + us;
    return true;
  }

  private parseDigits(bytes: Uint8Array, start: number, digits: number): boolean {
    if (digits === 8) {
      if (!this.compactDate(bytes, start)) return false;
      this.kind = 'date';
      this.us = this.days * DAY_US;
      return true;
    }
    // Of twelve digits those that begin like a year and are a date with a clock time; the others are milliseconds.
    const isClock = digits === 14 || (digits === 12 && (bytes[start] === 50 || bytes[start + 1] === 57));
    if (isClock && this.compactDate(bytes, start)) {
      const hour = number(bytes, start + 8, 2);
      const minute = number(bytes, start + 10, 2);
      const second = digits === 14 ? number(bytes, start + 12, 2) : 0;
      if (hour > 23 || minute > 59 || second > 60) return false;
      this.kind = 'clock';
      this.us = this.days * DAY_US + hour * HOUR_US + minute * MINUTE_US + second * SECOND_US;
      return true;
    }
    return this.epoch(bytes, start, digits);
  }

  /** Seconds, or thousandths, millionths or billionths of them, since 1970. */
  private epoch(bytes: Uint8Array, start: number, digits: number): boolean {
    if (digits < 9 || digits > 19 || digits % 3 === 2) return false;
    const unit = digits <= 10 ? SECOND_US : digits <= 13 ? 1000 : 1;
    this.kind = 'instant';
    this.isEpoch = true;
    // Of billionths the last three digits are cut.
    this.us = number(bytes, start, digits > 16 ? digits - 3 : digits) * unit;
    return true;
  }

  /** A count of seconds or parts of them with a minus. A small one rather says that there is no time. */
  private before1970(bytes: Uint8Array, start: number, end: number): boolean {
    const digits = digitRun(bytes, start, end);
    if (start + digits !== end || !this.epoch(bytes, start, digits)) return false;
    this.us = -this.us;
    return true;
  }

  private epochWithFraction(bytes: Uint8Array, start: number, end: number): boolean {
    const fraction = digitRun(bytes, start + 11, end);
    if (start + 11 + fraction !== end) return false;
    this.kind = 'instant';
    this.isEpoch = true;
    this.us = number(bytes, start, 10) * SECOND_US + fractionUs(bytes, start + 11, fraction);
    return true;
  }

  private compactDate(bytes: Uint8Array, start: number): boolean {
    return this.civil(number(bytes, start, 4), number(bytes, start + 4, 2), number(bytes, start + 6, 2));
  }

  private civil(year: number, month: number, day: number): boolean {
    const date = year * 10_000 + month * 100 + day;
    if (date !== this.lastDate) {
      if (!isCivilDay(year, month, day) || year < 1000) return false;
      this.lastDate = date;
      this.lastDays = daysFromCivil(year, month, day);
    }
    this.days = this.lastDays;
    return true;
  }

  private yearFirst(bytes: Uint8Array, start: number, end: number): boolean {
    const separator = bytes[start + 4]!;
    if (separator !== 45 && separator !== 47 && separator !== 46) return false;
    const monthAt = start + 5;
    const monthDigits = digitRun(bytes, monthAt, end);
    const dayAt = monthAt + monthDigits + 1;
    if (monthDigits < 1 || monthDigits > 2 || bytes[dayAt - 1] !== separator) return false;
    const dayDigits = digitRun(bytes, dayAt, end);
    if (dayDigits < 1 || dayDigits > 2) return false;
    this.at = dayAt + dayDigits;
    return this.civil(number(bytes, start, 4), number(bytes, monthAt, monthDigits), number(bytes, dayAt, dayDigits));
  }

  private yearLast(bytes: Uint8Array, start: number, end: number, digits: number): boolean {
    const separator = bytes[start + digits]!;
    if (separator !== 45 && separator !== 47 && separator !== 46) return false;
    const secondAt = start + digits + 1;
    const secondDigits = digitRun(bytes, secondAt, end);
    const yearAt = secondAt + secondDigits + 1;
    if (secondDigits < 1 || secondDigits > 2 || bytes[yearAt - 1] !== separator) return false;
    const yearDigits = digitRun(bytes, yearAt, end);
    if (yearDigits !== 4 && yearDigits !== 2) return false;
    this.at = yearAt + yearDigits;
    const a = number(bytes, start, digits);
    const b = number(bytes, secondAt, secondDigits);
    const c = number(bytes, yearAt, yearDigits);
    this.dotted = separator === 46;
    if (this.dateOrder === 'year-first') return yearDigits === 2 && this.civil(century(a), b, c);
    const year = yearDigits === 2 ? century(c) : c;
    if (this.dateOrder === 'day-first') return this.civil(year, b, a);
    if (this.dateOrder === 'month-first') return this.civil(year, a, b);
    const monthFirst = isCivilDay(year, a, b);
    if (this.civil(year, b, a)) this.order = monthFirst ? ORDER_BOTH : ORDER_DAY_FIRST;
    else if (monthFirst && this.civil(year, a, b)) this.order = ORDER_MONTH_FIRST;
    else return false;
    if (a === b) this.order = ORDER_SETTLED;
    return true;
  }

  private named(bytes: Uint8Array, start: number, end: number): boolean {
    if (end - start > 64) return false;
    const date = namedDate(decoder.decode(bytes.subarray(start, end)));
    if (date === null || !this.civil(date.year, date.month, date.day)) return false;
    const rest = encoder.encode(date.rest);
    return this.clock(rest, 0, rest.length);
  }

  /** Reads what stands behind the date. */
  private clock(bytes: Uint8Array, from: number, end: number): boolean {
    const midnight = this.days * DAY_US;
    let i = from;
    if (i >= end) {
      this.kind = 'date';
      this.us = midnight;
      return true;
    }
    const separator = bytes[i]!;
    if (separator !== 84 && separator !== 116 && separator !== SPACE && separator !== 44) return false;
    i++;
    while (i < end && bytes[i] === SPACE) i++;
    const hourDigits = digitRun(bytes, i, end);
    if (hourDigits < 1 || hourDigits > 2) return false;
    let hour = number(bytes, i, hourDigits);
    i += hourDigits;
    let us = 0;
    if (bytes[i] === 58 && i < end) {
      if (digitRun(bytes, i + 1, end) !== 2) return false;
      const minute = number(bytes, i + 1, 2);
      if (minute > 59) return false;
      us = minute * MINUTE_US;
      i += 3;
      if (i < end && bytes[i] === 58) {
        if (digitRun(bytes, i + 1, end) !== 2) return false;
        const second = number(bytes, i + 1, 2);
        if (second > 60) return false;
        us += second * SECOND_US;
        i += 3;
        if (i < end && (bytes[i] === 46 || bytes[i] === 44)) {
          const fraction = digitRun(bytes, i + 1, end);
          us += fractionUs(bytes, i + 1, fraction);
          i += 1 + fraction;
        }
      }
    } else if (i >= end) return false;
    while (i < end && bytes[i] === SPACE) i++;
    const half = halfOfDay(bytes, i, end);
    if (half !== 0) {
      if (hour < 1 || hour > 12) return false;
      hour = (hour % 12) + (half === 2 ? 12 : 0);
      i += 2;
      while (i < end && bytes[i] === SPACE) i++;
    }
    if (hour > 24 || (hour === 24 && us > 0)) return false;
    this.us = midnight + hour * HOUR_US + us;
    if (i >= end) {
      this.kind = 'clock';
      return true;
    }
    return this.offset(bytes, i, end);
  }

  private offset(bytes: Uint8Array, from: number, end: number): boolean {
    this.kind = 'instant';
    const c = bytes[from]!;
    if ((c === 90 || c === 122) && from + 1 === end) return true;
    if (c !== 43 && c !== 45) return isUtcName(bytes, from, end);
    const hourDigits = digitRun(bytes, from + 1, end);
    let minutes = 0;
    if (hourDigits === 4 && from + 5 === end) {
      minutes = number(bytes, from + 1, 2) * 60 + number(bytes, from + 3, 2);
    } else if (hourDigits === 1 || hourDigits === 2) {
      minutes = number(bytes, from + 1, hourDigits) * 60;
      const at = from + 1 + hourDigits;
      if (at < end) {
        if (bytes[at] !== 58 || digitRun(bytes, at + 1, end) !== 2 || at + 3 !== end) return false;
        minutes += number(bytes, at + 1, 2);
      }
    } else return false;
    if (minutes > 18 * 60) return false;
    this.offsetUs = (c === 43 ? minutes : -minutes) * MINUTE_US;
    this.us -= this.offsetUs;
    return true;
  }
}

/** The same wall time with day and month changed places. */
export function swapDayAndMonth(wallUs: number): number {
  const days = Math.floor(wallUs / DAY_US);
  const { year, month, day } = civilFromDays(days);
  return daysFromCivil(year, day, month) * DAY_US + (wallUs - days * DAY_US);
}

const decoder = new TextDecoder();
const encoder = new TextEncoder();

function digitRun(bytes: Uint8Array, from: number, end: number): number {
  let i = from;
  while (i < end && bytes[i]! >= ZERO && bytes[i]! <= 57) i++;
  return i - from;
}

/** A number of two digits, far below zero where they are none. */
function twoDigits(bytes: Uint8Array, at: number): number {
  const tens = bytes[at]! - ZERO;
  const ones = bytes[at + 1]! - ZERO;
  return (tens | (9 - tens) | ones | (9 - ones)) < 0 ? -10_000 : tens * 10 + ones;
}

function number(bytes: Uint8Array, from: number, digits: number): number {
  let value = 0;
  for (let i = from; i < from + digits; i++) value = value * 10 + (bytes[i]! - ZERO);
  return value;
}

function fractionUs(bytes: Uint8Array, from: number, digits: number): number {
  let value = 0;
  for (let i = 0; i < 6; i++) value = value * 10 + (i < digits ? bytes[from + i]! - ZERO : 0);
  return value;
}

function century(year: number): number {
  return year < 70 ? 2000 + year : 1900 + year;
}

function halfOfDay(bytes: Uint8Array, i: number, end: number): 0 | 1 | 2 {
  if (i + 2 > end || (bytes[i + 1]! | 32) !== 109) return 0;
  const c = bytes[i]! | 32;
  return c === 97 ? 1 : c === 112 ? 2 : 0;
}

function isUtcName(bytes: Uint8Array, from: number, end: number): boolean {
  const name = decoder.decode(bytes.subarray(from, end));
  return name === 'UTC' || name === 'GMT';
}
