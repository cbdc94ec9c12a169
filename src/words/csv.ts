import { type CsvCell, csvCell } from '../journey/csv-cell.ts';

export { type CsvCell, csvCell };

/** Rows as CSV (RFC 4180: comma, CRLF, doubled quotes) that no spreadsheet runs, cell by cell as `csvCell` writes them. */
export function toCsv(header: readonly string[], rows: readonly (readonly CsvCell[])[]): string {
  return [header, ...rows].map((row) => `${row.map(csvCell).join(',')}\r\n`).join('');
}
