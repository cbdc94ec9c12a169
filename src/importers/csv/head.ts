import { HandrailError } from '../../journey/errors.ts';
import { type HeadRow, MAX_COLUMNS, type TableHead, type TableHints } from '../table.ts';
import { CR, LF } from './cells.ts';
import { CsvScanner, type Dialect } from './scanner.ts';

export type { HeadRow, TableHead } from '../table.ts';

const CANDIDATES = [',', ';', '\t', '|'] as const;
/** Signs that also stand in texts and times: believed only when they cut nearly all rows alike, into several cells. */
const RARE = [' ', ':', '^', '~'] as const;
const RARE_STEADINESS = 0.95;
const RARE_WIDTH = 4;
/** A first row of another width may be a remark, or the header of a table that is cut otherwise. */
const NOT_FROM_FIRST = 0.75;
const SAMPLE_ROWS = 200;
/** A header that the plan describes is looked for in so many rows; one that nobody described, in fewer. */
const NAMED_WITHIN = 100;
const GUESSED_WITHIN = 6;

/** Finds dialect and header. `whole`: the bytes are the whole text. `null` when there is no row at all. */
export function readHead(bytes: Uint8Array, whole: boolean, hints: TableHints): TableHead | null {
  const candidates = hints.delimiter === undefined ? CANDIDATES : [hints.delimiter];
  let best: { score: number; dialect: Dialect; rows: HeadRow[]; at: number } | null = null;
  for (const delimiter of candidates) {
    const dialect = dialectFor(bytes, delimiter);
    const rows = cut(bytes, whole, dialect, 0, SAMPLE_ROWS);
    if (rows.length === 0) continue;
    const named = headerWith(rows, hints.columns ?? []);
    const score = named.found * 1000 + steadiness(rows);
    if (best === null || score > best.score) best = { score, dialect, rows, at: named.at };
  }
  if (hints.delimiter === undefined && (best === null || best.score < 0.5)) {
    for (const delimiter of RARE) {
      const dialect = dialectFor(bytes, delimiter);
      const rows = cut(bytes, whole, dialect, 0, SAMPLE_ROWS);
      const steady = rows.length >= 2 && rows[0]!.width >= RARE_WIDTH ? shareOfWidth(rows, rows[0]!.width) : 0;
      if (steady >= RARE_STEADINESS) {
        best = { score: steady, dialect, rows, at: headerWith(rows, hints.columns ?? []).at };
        break;
      }
    }
  }
  if (best === null) return null;
  const at = best.at >= 0 ? best.at : likelyHeader(best.rows);
  const headerRow = best.rows[at]!;
  const again = cut(bytes, whole, best.dialect, headerRow.width, hints.sampleRows ?? SAMPLE_ROWS);
  return {
    dialect: best.dialect,
    header: columnNames(headerRow.cells),
    headerLine: headerRow.line,
    preambleLines: at,
    width: headerRow.width,
    rows: again.filter((row) => row.line > headerRow.line),
    place: 'line',
  };
}

/** How many rows stand behind the header, blank ones aside; the last counts only when the text is `whole`. */
export function countRows(bytes: Uint8Array, whole: boolean, head: TableHead): number {
  let count = 0;
  const scanner = new CsvScanner(head.dialect, head.width, {
    row({ line, rowStart, rowEnd }) {
      if (line > head.headerLine && rowEnd > rowStart) count++;
    },
    badLine: () => undefined,
  });
  scanner.feed(bytes);
  if (whole) scanner.end();
  return count;
}

/** Column names: trimmed, numbered where empty, told apart where repeated. */
export function columnNames(cells: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return cells.map((cell, i) => {
    const name = cell.trim() || `column ${i + 1}`;
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name} (${count})`;
  });
}

function cut(bytes: Uint8Array, whole: boolean, dialect: Dialect, expected: number, limit: number): HeadRow[] {
  const rows: HeadRow[] = [];
  const decoder = new TextDecoder();
  const scanner = new CsvScanner(dialect, 0, {
    row(found) {
      const cells: string[] = [];
      for (let k = 0; k < Math.min(found.count, MAX_COLUMNS); k++) {
        found.cell(k);
        cells.push(decoder.decode(found.cellBuf.subarray(found.cellStart, found.cellEnd)));
      }
      if (cells.every((cell) => cell.trim() === '')) return;
      rows.push({ line: found.line, width: found.count, cells });
      if (found.count === expected) found.expected = expected;
      if (rows.length >= limit) found.stopped = true;
    },
    badLine: () => undefined,
  });
  scanner.feed(bytes);
  if (whole) scanner.end();
  return rows;
}

/** Why a text of `bytes` and more has no row to begin with. Always throws. */
export function refuseFirstLine(bytes: Uint8Array, file: string): never {
  const columns = 1 + Math.max(...CANDIDATES.map((delimiter) => countOf(bytes, delimiter.charCodeAt(0))));
  if (columns > MAX_COLUMNS) throw new HandrailError('too-many-columns', { file, columns, limit: MAX_COLUMNS });
  const looksLike = `a single line of more than ${Math.floor(bytes.length / 1024)} kB`;
  throw new HandrailError('file-not-text', { file, looksLike });
}

function countOf(bytes: Uint8Array, wanted: number): number {
  let count = 0;
  for (const byte of bytes) if (byte === wanted) count++;
  return count;
}

/**
 * How well the rows agree on a width of several cells. A sign that parts the rows and not the first one may stand in a
 * column with lists in it, where another one parts them all.
 */
function steadiness(rows: readonly HeadRow[]): number {
  const widths = new Map<number, number>();
  for (const row of rows) widths.set(row.width, (widths.get(row.width) ?? 0) + 1);
  let best = 0;
  for (const [width, count] of widths) {
    if (width <= 1) continue;
    const first = rows[0]!.width === width ? 1 : NOT_FROM_FIRST;
    best = Math.max(best, (count / rows.length) ** 2 * (1 + Math.log2(width) / 8) * first);
  }
  return best;
}

function shareOfWidth(rows: readonly HeadRow[], width: number): number {
  return rows.filter((row) => row.width === width).length / rows.length;
}

/** The first of the first rows that holds most of the columns. */
function headerWith(
  rows: readonly HeadRow[],
  columns: readonly string[],
): { readonly at: number; readonly found: number } {
  let at = -1;
  let found = 0;
  rows.slice(0, NAMED_WITHIN).forEach((row, i) => {
    const here = headerScore(columnNames(row.cells), columns);
    if (here > found) {
      found = here;
      at = i;
    }
  });
  return { at, found };
}

/**
 * The first of the first rows that is as full as most rows are and holds no number or date; else the first full one, or the
 * words right above it: a header may leave columns without a name.
 */
export function likelyHeader(rows: readonly HeadRow[]): number {
  const filled = rows.map((row) => row.cells.filter((cell) => cell.trim() !== '').length);
  const usual = usualOf(filled.slice(0, 50));
  const isFull = (i: number): boolean => filled[i]! >= usual * 0.7 && filled[i]! >= Math.min(2, usual);
  const words = rows.slice(0, GUESSED_WITHIN).findIndex((row, i) => isFull(i) && !looksLikeData(row.cells));
  if (words >= 0) return words;
  const full = rows.findIndex((_, i) => isFull(i));
  const above = rows[full - 1];
  if (full <= GUESSED_WITHIN && above !== undefined && filled[full - 1]! >= 2 && above.width === rows[full]!.width) {
    if (!looksLikeData(above.cells)) return full - 1;
  }
  // Further down, only remarks may stand before it, and behind it only a table.
  const isTable = filled.slice(0, full).every((cells) => cells <= 1) && rows.every((_, i) => i < full || isFull(i));
  return full < GUESSED_WITHIN || isTable ? Math.max(0, full) : 0;
}

/** How many cells most rows have that are more than a remark: their median. One row that is cut wrong may have any number. */
function usualOf(filled: readonly number[]): number {
  const wide = filled.filter((cells) => cells > 1).sort((a, b) => a - b);
  return wide[Math.floor(wide.length / 2)] ?? Math.max(0, ...filled);
}

/** How many of the columns a header of these names has. */
export function headerScore(names: readonly string[], columns: readonly string[]): number {
  const known = new Set(names);
  return columns.filter((column) => known.has(column)).length;
}

/** Whether a row has a number or a date, as headers have not. */
export function looksLikeData(cells: readonly string[]): boolean {
  return cells.some((cell) => NUMBER_OR_DATE.test(cell));
}

const NUMBER_OR_DATE = /^[\s$€£]*[-+]?\d[\d.,:/ TZ-]*$/u;

/** What ends lines, by the ends outside of quotes: a quoted cell may hold the other kind. */
function newlineOf(head: Uint8Array, quote: number): Dialect['newline'] {
  if (!head.includes(CR)) return 'lf';
  if (!head.includes(LF)) return 'cr';
  let feeds = 0;
  let returns = 0;
  let quoted = false;
  for (let i = 0; i < head.length; i++) {
    const c = head[i]!;
    if (c === quote) quoted = !quoted;
    else if (quoted) continue;
    else if (c === LF) feeds++;
    else if (c === CR && head[i + 1] !== LF) returns++;
  }
  return returns > feeds ? 'cr' : 'lf';
}

function dialectFor(bytes: Uint8Array, delimiter: string): Dialect {
  const d = delimiter.charCodeAt(0);
  const head = bytes.subarray(0, 65_536);
  let double = 0;
  let single = 0;
  let spaced = 0;
  let backslash = 0;
  let before = 10;
  for (let i = 0; i < head.length; i++) {
    const c = head[i]!;
    const opens = before === d || before === 10 || before === 13;
    if (c === 34) {
      if (opens) double++;
      else if (before === 32 && i > 1 && head[i - 2] === d) spaced++;
      const after = head[i + 1];
      if (before === 92 && after !== d && after !== 10 && after !== 13) backslash++;
    } else if (c === 39 && opens) single++;
    before = c;
  }
  const quote = double + spaced === 0 && single >= 2 ? 39 : 34;
  const newline = newlineOf(head, quote);
  return { delimiter: d, quote, escape: backslash > 0 ? 92 : -1, newline, skipBlanks: spaced > double };
}
