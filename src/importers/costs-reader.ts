import { isBlank, isBlankRow } from './row-counter.ts';
import { RowJudge } from './row-judge.ts';
import { type SourceColumns, sourceColumns } from './source-columns.ts';
import type { ReaderContext } from './source-reader.ts';
import type { BadLine, RowCells, RowSink } from './table.ts';
import type { TimeColumn } from './times/time-column.ts';

/** Reads a file of what was spent on days. It names nobody and gives no event. */
export class CostsReader implements RowSink {
  private readonly context: ReaderContext;
  private readonly time: TimeColumn;
  private readonly columns: SourceColumns;
  private readonly judge: RowJudge;
  private readonly currency: number;
  private rowAtHand: RowCells | null = null;
  private readonly whereTime = (): string =>
    this.rowAtHand === null ? '' : this.judge.where(this.rowAtHand, this.columns.time);

  constructor(context: ReaderContext) {
    const { part, source, sourceIndex, head, time } = context;
    this.context = context;
    if (time === null) throw new TypeError('costs need a column of days');
    this.time = time;
    const columns = sourceColumns({ ...source, person: source.time ?? '' }, sourceIndex, head, part.file);
    this.columns = columns;
    this.judge = new RowJudge(part, head, columns);
    context.numbers.expect(columns.decimal);
    this.currency = source.currencyColumn === undefined ? -1 : columns.currency;
  }

  row(row: RowCells): void {
    const { head, part } = this.context;
    this.rowAtHand = row;
    if (row.line <= head.headerLine) {
      if (row.line === head.headerLine) row.expected = head.width;
      return;
    }
    row.cell(this.columns.time);
    const noDay = isBlank(row);
    if (noDay && isBlankRow(row)) return;
    part.rowsRead++;
    if (!this.judge.admits(row, false)) return;
    if (noDay) this.judge.reject(row, 'no-time', this.columns.time);
    else this.readCost(row);
  }

  badLine(row: RowCells, reason: BadLine): void {
    if (row.line <= this.context.head.headerLine) return;
    this.context.part.rowsRead++;
    this.judge.rejectLine(row, reason);
  }

  private readCost(row: RowCells): void {
    const { table, part, source, sourceIndex, nowUs } = this.context;
    const { time, columns, judge } = this;
    row.cell(columns.time);
    if (!time.read(row.cellBuf, row.cellStart, row.cellEnd, this.whereTime)) {
      judge.reject(row, 'bad-time', columns.time);
      return;
    }
    if (time.pending === 0 && time.us > nowUs) {
      part.exclude('in-the-future', '', row.line);
      return;
    }
    const spent = this.amount(row);
    if (Number.isNaN(spent)) {
      judge.reject(row, 'bad-number', columns.value);
      return;
    }
    table.costs.add({
      sourceIndex,
      us: time.us,
      pending: time.pending,
      channel: this.property(row, 'channel') || (source.channel ?? ''),
      campaign: this.property(row, 'campaign'),
      currency: (this.currency < 0 ? '' : judge.text(row, this.currency).trim()) || (source.currency ?? ''),
      spent,
      open: this.context.numbers.openSign,
    });
    part.rowsAccepted++;
  }

  /** What was spent: nothing where the cell is blank or a dash. */
  private amount(row: RowCells): number {
    const { numbers } = this.context;
    row.cell(this.columns.value);
    numbers.isOpen = false;
    if (isBlank(row)) return 0;
    const amount = numbers.read(row.cellBuf, row.cellStart, row.cellEnd);
    if (!Number.isNaN(amount)) return amount;
    return /^\s*[-–—]+\s*$/u.test(this.judge.text(row, this.columns.value)) ? 0 : Number.NaN;
  }

  private property(row: RowCells, name: string): string {
    const found = this.columns.properties.find((property) => property.name === name);
    return found === undefined ? '' : this.judge.text(row, found.column).trim();
  }
}
