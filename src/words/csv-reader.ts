import { csvCell } from './csv.ts';

export interface CsvRow {
  /** The line on which it begins, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * A small CSV (RFC 4180) as its rows, without the empty ones: the delimiter is the comma, semicolon or tab that the first
 * line has most of, or that a line `sep=;` names; a byte order mark is taken off. `null` when a quotation mark is never
 * closed. For lists that a person keeps; files of events are read by the importers.
 */
export function readCsv(text: string): readonly CsvRow[] | null {
  const plain = text.replace(/^\uFEFF/, '');
  const named = /^sep=([,;\t])\r?\n/.exec(plain);
  const delimiter = named?.[1] ?? likelyDelimiter(plain);
  const rows: CsvRow[] = [];
  let at = named?.[0].length ?? 0;
  let line = named ? 2 : 1;
  while (at < plain.length) {
    const row: string[] = [];
    const begins = line;
    for (let ended = false; !ended; ) {
      const [cell, end] = plain.charAt(at) === '"' ? quotedCell(plain, at, delimiter) : plainCell(plain, at, delimiter);
      if (end < 0) return null;
      row.push(cell);
      for (let i = at; i < end; i++) if (isLineEnd(plain, i)) line++;
      at = end + 1;
      ended = plain.charAt(end) !== delimiter;
    }
    if (plain.charAt(at - 1) === '\r' && plain.charAt(at) === '\n') at++;
    line++;
    if (row.some((cell) => cell !== '')) rows.push({ line: begins, cells: row });
  }
  return rows;
}

/** What `csvCell` neutralised, as it was: only an apostrophe that keeps a formula from running is taken off. */
export function undisarmed(cell: string): string {
  return /^'+/.test(cell) && isDisarmed(cell.replace(/^'+/, '')) ? cell.slice(1) : cell;
}

/** A text for `csvCell` that `undisarmed` gives back: one that looks neutralised already gets an apostrophe more. */
export function armed(text: string): string {
  return /^'/.test(text) && isDisarmed(text.replace(/^'+/, '')) ? `'${text}` : text;
}

function isDisarmed(text: string): boolean {
  return /^"?'/.test(csvCell(text)) && !text.startsWith("'");
}

function likelyDelimiter(text: string): string {
  const head = (/^[^\r\n]*/.exec(text)?.[0] ?? '').replace(/"[^"]*"/g, '');
  const counts = [',', ';', '\t'].map((mark) => head.split(mark).length);
  return [',', ';', '\t'][counts.indexOf(Math.max(...counts))] ?? ',';
}

/** The cell from `at`, and where the mark after it stands. */
function plainCell(text: string, at: number, delimiter: string): readonly [string, number] {
  let end = at;
  while (
    end < text.length &&
    text.charAt(end) !== delimiter &&
    text.charAt(end) !== '\n' &&
    text.charAt(end) !== '\r'
  ) {
    end++;
  }
  return [text.slice(at, end), end];
}

/** The same between quotation marks, doubled ones being text; the mark is at -1 when they are not closed. */
function quotedCell(text: string, at: number, delimiter: string): readonly [string, number] {
  let from = at + 1;
  let cell = '';
  for (;;) {
    const mark = text.indexOf('"', from);
    if (mark < 0) return [cell, -1];
    cell += text.slice(from, mark);
    if (text.charAt(mark + 1) !== '"') {
      const [rest, end] = plainCell(text, mark + 1, delimiter);
      return [cell + rest, end];
    }
    cell += '"';
    from = mark + 2;
  }
}

function isLineEnd(text: string, at: number): boolean {
  const mark = text.charAt(at);
  return mark === '\n' || (mark === '\r' && text.charAt(at + 1) !== '\n');
}
