import { civilFromDays } from '../times/civil.ts';

/** What a cell's format makes of a number. */
export type NumberLook = 'number' | 'date' | 'date-time' | 'time';

const BUILT_IN: ReadonlyMap<number, NumberLook> = new Map([
  ...[14, 15, 16, 17, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58].map((id) => [id, 'date'] as const),
  [22, 'date-time'],
  ...[18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47, 55, 56].map((id) => [id, 'time'] as const),
]);

/** What a number format shows (ECMA-376, 18.8.30 and 18.8.31). `code` is `null` for the formats that every workbook has. */
export function lookOf(id: number, code: string | null): NumberLook {
  if (code === null) return BUILT_IN.get(id) ?? 'number';
  // Only the first section counts; texts, colours and padding are no part of it.
  const signs = code
    .split(';')[0]!
    .replace(/"[^"]*"|\\.|_.|\*./gu, '')
    .replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/giu, '')
    .toLowerCase();
  if (/general|[#0?]/u.test(signs) && !/[dy]/u.test(signs) && !/:/u.test(signs)) return 'number';
  const hasDay = /[dy]|m{3}/u.test(signs);
  const hasClock = /[hs]/u.test(signs);
  if (hasDay) return hasClock ? 'date-time' : 'date';
  if (hasClock) return 'time';
  return /m/u.test(signs) ? 'date' : 'number';
}

const DAY_MS = 86_400_000;
/** Days from the workbook's first day to 1970. */
const EPOCH_1900 = 25_569;
const EPOCH_1904 = 24_107;

/** The text of a number cell: as few digits as mean the same number, or the time that it stands for. */
export function numberText(raw: string, look: NumberLook, is1904: boolean): string {
  // More digits than a number of the workbook can have: an id.
  if (/^-?\d+$/u.test(raw) && look === 'number') return raw;
  const value = Number(raw);
  if (raw.trim() === '' || !Number.isFinite(value)) return raw;
  if (look === 'number' || value < 0 || value > 2_958_466) return String(value);
  // The calendar of 1900 has a 29 February, which never was.
  const serial = !is1904 && value >= 1 && value < 60 ? value + 1 : value;
  const ms = Math.round(serial * DAY_MS);
  const days = Math.floor(ms / DAY_MS);
  const clock = clockText(ms - days * DAY_MS);
  if (look === 'time' && value < 1) return clock;
  const { year, month, day } = civilFromDays(days - (is1904 ? EPOCH_1904 : EPOCH_1900));
  const date = `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
  return look === 'date' && ms % DAY_MS === 0 ? date : `${date}T${clock}`;
}

function clockText(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const text = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return ms % 1000 === 0 ? text : `${text}.${String(ms % 1000).padStart(3, '0')}`;
}

function two(number: number): string {
  return number < 10 ? `0${number}` : String(number);
}

/** The column of a cell's reference, from 0: `C7` is 2; -1 without letters. */
export function columnOf(reference: string): number {
  let column = 0;
  let i = 0;
  for (; i < reference.length && i < 8; i++) {
    const letter = reference.charCodeAt(i) & ~32;
    if (letter < 65 || letter > 90) break;
    column = column * 26 + (letter - 64);
  }
  return column - 1;
}

/** The text as meant: control characters are written by number (`_x000D_`). */
export function unescaped(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9a-f]{4})_/giu, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}
