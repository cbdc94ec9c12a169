/** A cell: text, a number that stays one, or nothing. */
export type CsvCell = string | number | null;

/**
 * One cell of a CSV (RFC 4180), quoted where needed, that no spreadsheet runs: a text that begins with `= + - @`, a tab or
 * a carriage return, also after leading blanks, gets an apostrophe in front (OWASP, CSV injection). A number that is not
 * finite is an empty cell.
 */
export function csvCell(cell: CsvCell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return Number.isFinite(cell) ? String(cell) : '';
  const safe = /^(?:[\t\r]|\s*[=+\-@\uff1d\uff0b\uff0d\uff20])/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n\t;']|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
