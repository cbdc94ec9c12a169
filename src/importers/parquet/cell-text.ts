import type { SchemaElement } from 'hyparquet';
import { DAY_US } from '../../journey/time-zone.ts';
import { civilFromDays } from '../times/civil.ts';

/** Makes the text of a cell from a value as the reader gives it; nothing for a missing one. */
export type CellText = (value: unknown) => string;

/**
 * How the values of a column are written: whole numbers and decimals with all their digits, times as ISO 8601, with a Z
 * where they are instants. The reader is told to leave them raw, which changes `element`.
 */
export function cellTextOf(element: SchemaElement): CellText {
  const { type, converted_type: converted, logical_type: logical, scale = 0 } = element;
  if (converted === 'DECIMAL' || logical?.type === 'DECIMAL') {
    leaveRaw(element);
    const places = logical?.type === 'DECIMAL' ? logical.scale : scale;
    return (value) => (isNothing(value) ? '' : decimalText(value, places));
  }
  if (converted === 'DATE' || logical?.type === 'DATE')
    return (value) => (isNothing(value) ? '' : dayText(Number(value)));
  if (logical?.type === 'TIMESTAMP') {
    const end = logical.isAdjustedToUTC ? 'Z' : '';
    const { unit } = logical;
    return (value) => instantText(value, unit, end);
  }
  if (converted === 'TIMESTAMP_MILLIS') return (value) => instantText(value, 'MILLIS', 'Z');
  if (converted === 'TIMESTAMP_MICROS') return (value) => instantText(value, 'MICROS', 'Z');
  if (type === 'INT96' && converted === undefined) return (value) => instantText(value, 'NANOS', 'Z');
  if (logical?.type === 'TIME' || converted === 'TIME_MILLIS' || converted === 'TIME_MICROS') {
    const unit = logical?.type === 'TIME' ? logical.unit : converted === 'TIME_MILLIS' ? 'MILLIS' : 'MICROS';
    return (value) => (isNothing(value) ? '' : clockText(toMicros(value, unit)));
  }
  if (type === 'FLOAT') return (value) => (typeof value === 'number' ? floatText(value) : plainText(value));
  if (converted === 'BSON' || converted === 'INTERVAL' || logical?.type.startsWith('GEO')) leaveRaw(element);
  return plainText;
}

function leaveRaw(element: SchemaElement): void {
  delete element.converted_type;
  delete element.logical_type;
}

function isNothing(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}

/** Values whose text says all of them. */
export function plainText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (isNothing(value)) return '';
  if (typeof value === 'number') return Number.isNaN(value) ? '' : String(value);
  if (value instanceof Uint8Array) return bytesText(value);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString();
  return typeof value === 'object' ? JSON.stringify(value, jsonValue) : String(value);
}

/** What JSON has no word for. */
function jsonValue(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString();
  return value instanceof Uint8Array ? bytesText(value) : value;
}

const strict = new TextDecoder('utf-8', { fatal: true });

function bytesText(bytes: Uint8Array): string {
  try {
    return strict.decode(bytes);
  } catch {
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  }
}

/** The shortest text that means the same number of four bytes. */
function floatText(value: number): string {
  if (Number.isNaN(value)) return '';
  for (let digits = 6; digits < 9; digits++) {
    const text = Number(value.toPrecision(digits));
    if (Math.fround(text) === value) return String(text);
  }
  return String(Number(value.toPrecision(9)));
}

function decimalText(value: unknown, places: number): string {
  const whole = value instanceof Uint8Array ? signed(value) : BigInt(value as number | bigint);
  if (places <= 0) return String(whole * 10n ** BigInt(-places));
  const digits = (whole < 0n ? -whole : whole).toString().padStart(places + 1, '0');
  return `${whole < 0n ? '-' : ''}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

/** A number in two's complement, highest byte first. */
function signed(bytes: Uint8Array): bigint {
  let value = 0n;
  for (const byte of bytes) value = (value << 8n) | BigInt(byte);
  return bytes.length > 0 && bytes[0]! > 127 ? value - (1n << BigInt(bytes.length * 8)) : value;
}

function toMicros(value: unknown, unit: 'MILLIS' | 'MICROS' | 'NANOS'): number {
  if (typeof value === 'bigint') {
    // Of nanoseconds the last three digits are cut.
    if (unit === 'NANOS') return Number(value / 1000n);
    return Number(value) * (unit === 'MILLIS' ? 1000 : 1);
  }
  const number = Number(value);
  return unit === 'MILLIS' ? number * 1000 : unit === 'MICROS' ? number : Math.trunc(number / 1000);
}

function instantText(value: unknown, unit: 'MILLIS' | 'MICROS' | 'NANOS', end: string): string {
  if (isNothing(value)) return '';
  const us = toMicros(value, unit);
  const days = Math.floor(us / DAY_US);
  return `${dayText(days)}T${clockText(us - days * DAY_US)}${end}`;
}

let lastDays = Number.NaN;
let lastDayText = '';

function dayText(days: number): string {
  if (days === lastDays) return lastDayText;
  if (!Number.isFinite(days)) return '';
  const { year, month, day } = civilFromDays(days);
  lastDays = days;
  lastDayText = `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
  return lastDayText;
}

function clockText(us: number): string {
  const seconds = Math.floor(us / 1e6);
  const fraction = us - seconds * 1e6;
  const text = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return fraction === 0 ? text : `${text}.${String(fraction).padStart(6, '0')}`;
}

function two(number: number): string {
  return number < 10 ? `0${number}` : String(number);
}
