/** A cell: text, a number that stays one, or nothing. */
export type CsvCell = string | number | null;

/**
 * Rows as CSV (RFC 4180: comma, CRLF, doubled quotes) that no spreadsheet runs: a text that begins with `= + - @`, a tab
 * or a carriage return, also after leading blanks, gets an apostrophe in front (OWASP, CSV injection). Numbers stay
 * numbers; one that is not finite is an empty cell.
 */
export function toCsv(header: readonly string[], rows: readonly (readonly CsvCell[])[]): string {
  return [header, ...rows].map((row) => `${row.map(csvCell).join(',')}\r\n`).join('');
}

/** One cell, neutralised and quoted where needed. */
export function csvCell(cell: CsvCell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return Number.isFinite(cell) ? String(cell) : '';
  const safe = /^(?:[\t\r]|\s*[=+\-@\uff1d\uff0b\uff0d\uff20])/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n\t;']|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
