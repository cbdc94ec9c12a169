import { columnNames, headerScore, likelyHeader, looksLikeData } from '../csv/head.ts';
import type { HeadRow } from '../table.ts';
import type { Merge, SheetRow } from './sheet-rows.ts';

export interface SheetHead {
  readonly header: readonly string[];
  readonly headerLine: number;
  readonly preambleLines: number;
  /** Which columns of the sheet are columns of the table. */
  readonly columns: readonly number[];
  readonly rows: readonly HeadRow[];
}

/** Named headers are looked for in so many rows. */
const NAMED_WITHIN = 100;

/** Finds the header of a sheet's table, also one of several rows with merged cells. `null` without any row. */
export function sheetHead(
  rows: readonly SheetRow[],
  merges: readonly Merge[],
  named: readonly string[],
): SheetHead | null {
  if (rows.length === 0) return null;
  const width = rows.reduce((most, { cells }) => Math.max(most, cells.length), 0);
  const used: boolean[] = new Array(width).fill(false);
  for (const { cells } of rows) {
    for (const [k, cell] of cells.entries()) if (cell !== undefined && cell.trim() !== '') used[k] = true;
  }
  const columns = used.flatMap((isUsed, k) => (isUsed ? [k] : []));
  if (columns.length === 0) return null;
  const table: HeadRow[] = rows.map(({ line, cells }) => ({
    line,
    width: columns.length,
    cells: columns.map((k) => cells[k] ?? ''),
  }));
  const namesAt = (at: number): string[] => columnNames(withGroups(rows, at, columns, merges));
  let best = { at: -1, found: 0 };
  for (let at = 0; at < Math.min(table.length, named.length > 0 ? NAMED_WITHIN : 0); at++) {
    const found = headerScore(namesAt(at), named);
    if (found > best.found) best = { at, found };
  }
  const at = best.at >= 0 ? best.at : lowestRow(table, merges, likelyHeader(table));
  return {
    header: namesAt(at),
    headerLine: table[at]!.line,
    preambleLines: at - groupRows(rows, at, merges),
    columns,
    rows: table.slice(at + 1),
  };
}

/** A header over several rows ends with the last of them: where its merged cells end, and what they group has names. */
function lowestRow(table: readonly HeadRow[], merges: readonly Merge[], at: number): number {
  const row = table[at]!;
  const next = table[at + 1];
  if (next === undefined || next.line !== row.line + 1 || looksLikeData(next.cells)) return at;
  const covers = merges.some(({ top, bottom }) => top <= row.line && bottom > row.line);
  return covers || groupsOf(merges, row.line).length > 0 ? at + 1 : at;
}

/** Cells of a row that are merged over several columns. */
function groupsOf(merges: readonly Merge[], line: number): Merge[] {
  return merges.filter(({ top, bottom, left, right }) => top <= line && line <= bottom && right > left);
}

function groupRows(rows: readonly SheetRow[], at: number, merges: readonly Merge[]): number {
  const above = rows[at - 1];
  return above !== undefined && isGroupRow(above, rows[at]!, merges) ? 1 : 0;
}

/** Whether the row names groups of the columns of the next one. A title over the whole table names none. */
function isGroupRow(above: SheetRow, row: SheetRow, merges: readonly Merge[]): boolean {
  if (above.line !== row.line - 1) return false;
  const filled = above.cells.filter((cell) => cell !== undefined && cell.trim() !== '').length;
  return filled > 1 && groupsOf(merges, above.line).length > 0;
}

/** The names of the header in row `at`, with the group above where there is one. */
function withGroups(
  rows: readonly SheetRow[],
  at: number,
  columns: readonly number[],
  merges: readonly Merge[],
): string[] {
  const row = rows[at]!;
  const above = rows[at - 1];
  const groups = above !== undefined && isGroupRow(above, row, merges) ? groupsOf(merges, above.line) : [];
  return columns.map((column) => {
    const name = (row.cells[column] ?? '').trim();
    const group = groups.find(({ left, right }) => left <= column && column <= right);
    const around = group === undefined ? '' : (above?.cells[group.left] ?? '').trim();
    return around === '' || around === name ? name : `${around} ${name}`.trim();
  });
}
