import { HOUR_US, MINUTE_US, SECOND_US } from './civil.ts';

/** Lengths of the texts that are known: seconds or thousandths of them, without or with a Z. */
const SECONDS = 19;
const SECONDS_Z = 20;
const THOUSANDTHS = 23;
const THOUSANDTHS_Z = 24;

const POINT = 46;
const Z = 90;
/** A byte of four digits that is above 9 has one of these bits, or gets one when 6 is added. */
const NO_DIGIT = 0xf0f0f0f0 | 0;
const SIX = 0x06060606;

/**
 * The microseconds since midnight that a text as `2026-01-24 10:11:12.345Z` shows, by fixed places and four bytes at a
 * time; -1 for a text of any other form, and for a second that only leap seconds have. The date before it is not looked at.
 */
export function isoClockUs(view: DataView, start: number, length: number): number {
  if (length !== SECONDS_Z && length !== THOUSANDTHS_Z && length !== SECONDS && length !== THOUSANDTHS) return -1;
  const hourTens = view.getUint8(start + 11) - 48;
  // h:mm and :ss, each as the digits' values, with nothing left of the colon.
  const a = view.getInt32(start + 12, true) ^ 0x30303a30;
  const b = (view.getInt32(start + 16, true) & 0xffffff) ^ 0x30303a;
  if ((((a + SIX) | a | (b + SIX) | b) & NO_DIGIT) !== 0 || ((a >> 8) & 255) !== 0 || (b & 255) !== 0) return -1;
  const hour = hourTens * 10 + (a & 255);
  const minute = ((a >> 16) & 255) * 10 + (a >>> 24);
  const second = ((b >> 8) & 255) * 10 + (b >> 16);
  if (hourTens < 0 || hour > 23 || minute > 59 || second > 59) return -1;
  const us = hour * HOUR_US + minute * MINUTE_US + second * SECOND_US;
  if (length === SECONDS) return us;
  if (length === SECONDS_Z) return view.getUint8(start + 19) === Z ? us : -1;
  if (view.getUint8(start + 19) !== POINT) return -1;
  if (length === THOUSANDTHS_Z && view.getUint8(start + 23) !== Z) return -1;
  const c = (view.getInt32(start + 20, true) & 0xffffff) ^ 0x303030;
  if ((((c + SIX) | c) & NO_DIGIT) !== 0) return -1;
  return us + ((c & 255) * 100 + ((c >> 8) & 255) * 10 + (c >> 16)) * 1000;
}
