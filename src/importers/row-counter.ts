import type { CsvScanner, RowSink } from './csv/scanner.ts';
import { MAX_COLUMNS } from './csv/scanner.ts';
import type { Part } from './part.ts';

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

  row(scanner: CsvScanner): void {
    if (scanner.line === this.headerLine) scanner.expected = this.width;
    if (scanner.line > this.headerLine && !isBlankRow(scanner)) this.count(scanner.line);
  }

  badLine(scanner: CsvScanner): void {
    if (scanner.line > this.headerLine) this.count(scanner.line);
  }

  private count(line: number): void {
    this.part.rowsRead++;
    this.part.exclude('already-here', this.twin, line);
  }
}

/** Whether the cell that the scanner was asked for holds nothing but blanks. */
export function isBlank(scanner: CsvScanner): boolean {
  const { cellBuf, cellEnd } = scanner;
  for (let i = scanner.cellStart; i < cellEnd; i++) if (cellBuf[i]! > 32) return false;
  return true;
}

/** Whether all cells of the row are blank. */
export function isBlankRow(scanner: CsvScanner): boolean {
  for (let k = 0; k < Math.min(scanner.count, MAX_COLUMNS); k++) {
    scanner.cell(k);
    if (!isBlank(scanner)) return false;
  }
  return true;
}
