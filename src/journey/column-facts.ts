import { usualTime } from './time-spelling.ts';

/** What a sample of a column's cells looks like. */
export interface ColumnFacts {
  readonly name: string;
  readonly index: number;
  /** Words of the name, lower-case: `utm_campaign` → utm, campaign. */
  readonly words: readonly string[];
  /** Share of the sampled cells that hold something. */
  readonly filled: number;
  /** Different values in the sample. */
  readonly distinct: number;
  readonly values: number;
  /** What most of the filled cells (80 % or more) look like. */
  readonly looksLike: CellLook;
  /** The only value, when there are several cells and all are equal. */
  readonly constant: string | null;
}

export type CellLook = 'empty' | 'email' | 'phone' | 'time' | 'epoch' | 'number' | 'text';

/** Facts of every column. Rows that are too short count as empty there. */
export function columnFacts(header: readonly string[], rows: readonly (readonly string[])[]): ColumnFacts[] {
  return header.map((name, index) => {
    const cells = rows.map((row) => (row[index] ?? '').trim()).filter((cell) => cell !== '');
    const distinct = new Set(cells);
    return {
      name,
      index,
      words: wordsOf(name),
      filled: rows.length === 0 ? 0 : cells.length / rows.length,
      distinct: distinct.size,
      values: cells.length,
      looksLike: lookOf(cells),
      constant: cells.length > 1 && cells.length === rows.length && distinct.size === 1 ? cells[0]! : null,
    };
  });
}

/** The words of a name, lower-case, cut at signs and at changes of case. */
export function wordsOf(name: string): string[] {
  return name
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

function lookOf(cells: readonly string[]): CellLook {
  if (cells.length === 0) return 'empty';
  const looks: readonly (readonly [CellLook, (text: string) => boolean])[] = [
    ['email', (text) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/u.test(text)],
    ['time', looksLikeTime],
    ['epoch', (text) => /^(?:\d{10}(?:\.\d+)?|\d{13}(?:\.\d+)?|\d{16}|1\d{18}|(?:19|20)\d{6})$/u.test(text)],
    ['phone', (text) => /^\+\d[\d\s()./-]{7,21}$/u.test(text)],
    ['number', looksLikeNumber],
    ['phone', (text) => /^(?:\+|00?)[\d\s()./-]{6,22}$/u.test(text)],
  ];
  for (const [look, fits] of looks) {
    if (cells.filter(fits).length >= cells.length * 0.8) return look;
  }
  return 'text';
}

const CLOCK = String.raw`(?:(?:T|,?\s+|,)\d{1,2}(?::\d{2}){1,2}(?:[.,]\d+)?\s*(?:[AaPp][Mm])?\s*(?:Z|UTC|GMT|[+-]\d{1,2}:?\d{0,2})?)?`;
const TIMES: readonly RegExp[] = [
  new RegExp(String.raw`^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}${CLOCK}$`, 'u'),
  new RegExp(String.raw`^\d{1,2}[-/.]\d{1,2}[-/.]\d{2}(?:\d{2})?${CLOCK}$`, 'u'),
  new RegExp(String.raw`^(?:\p{L}{2,10}\.?,?\s+)?\p{L}{3,9}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}${CLOCK}$`, 'u'),
  new RegExp(
    String.raw`^(?:\p{L}{2,10}\.?,?\s+)?\d{1,2}\.?[\s-]+(?:de\s+)?\p{L}{3,9}\.?,?[\s-]+(?:del?\s+)?\d{2}(?:\d{2})?${CLOCK}$`,
    'u',
  ),
];

/** Whether a text reads like a date or a time. Numbers of seconds do not: only a column's name tells those. */
function looksLikeTime(text: string): boolean {
  if (TIMES.some((pattern) => pattern.test(text))) return true;
  if (text.length < 15 || !/\d\d/u.test(text)) return false;
  const usual = usualTime(text);
  return usual !== text && TIMES.some((pattern) => pattern.test(usual));
}

/** Whether a time has a clock but no zone. */
export function lacksZone(text: string): boolean {
  return /\d:\d{2}/u.test(text) && !/(?:Z|UTC|GMT|[+-]\d{2}:?\d{0,2})$/u.test(usualTime(text));
}

function looksLikeNumber(text: string): boolean {
  return /^[-+(]?\s*(?:\p{Sc}|[A-Z]{3})?\s*\d[\d.,'\s]*\s*(?:%|\p{Sc}|[A-Z]{3})?\)?$/u.test(text);
}
