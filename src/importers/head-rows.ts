import { type HeadRow, MAX_COLUMNS, type RowSink } from './table.ts';

/** The first rows that `tell` tells, at most `limit`, as texts; rows of blanks are left out. */
export function readableRows(limit: number, tell: (sink: RowSink) => void): HeadRow[] {
  const rows: HeadRow[] = [];
  tell(headSink(rows, limit));
  return rows;
}

/** Collects rows as texts into `rows` until there are `limit` of them. */
export function headSink(rows: HeadRow[], limit: number): RowSink {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  return {
    row(row) {
      if (rows.length >= limit) {
        row.stopped = true;
        return;
      }
      const cells: string[] = [];
      for (let k = 0; k < Math.min(row.count, MAX_COLUMNS); k++) {
        row.cell(k);
        cells.push(decoder.decode(row.cellBuf.subarray(row.cellStart, row.cellEnd)));
      }
      if (cells.some((cell) => cell.trim() !== '')) rows.push({ line: row.line, width: row.count, cells });
    },
    badLine: () => undefined,
  };
}
