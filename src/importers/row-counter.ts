import type { Part } from './part.ts';
import { MAX_COLUMNS, type RowCells, type RowSink } from './table.ts';

/** Counts the rows of a file that is there already, so that the account still adds up. */
export class RowCounter implements RowSink {
  private readonly part: Part;
  private readonly headerLine: number;
  private readonly width: number;
  private readonly twin: string;

  /** `twin`: the dataset or file that holds the same rows. */
  constructor(part: Part, headerLine: number, width: number, twin: string) {
    this.part = part;
    this.headerLine = headerLine;
    this.width = width;
    this.twin = twin;
  }

  row(scanner: RowCells): void {
    if (scanner.line === this.headerLine) scanner.expected = this.width;
    if (scanner.line > this.headerLine && !isBlankRow(scanner)) this.count(scanner.line);
  }

  badLine(scanner: RowCells): void {
    if (scanner.line > this.headerLine) this.count(scanner.line);
  }

  private count(line: number): void {
    this.part.rowsRead++;
    this.part.exclude('already-here', this.twin, line);
  }
}

/** Whether the cell that the scanner was asked for holds nothing but blanks. */
export function isBlank(scanner: RowCells): boolean {
  const { cellBuf, cellEnd } = scanner;
  for (let i = scanner.cellStart; i < cellEnd; i++) if (cellBuf[i]! > 32) return false;
  return true;
}

/** Whether all cells of the row are blank. */
export function isBlankRow(scanner: RowCells): boolean {
  for (let k = 0; k < Math.min(scanner.count, MAX_COLUMNS); k++) {
    scanner.cell(k);
    if (!isBlank(scanner)) return false;
  }
  return true;
}
