import type { CodeChunks, DoubleChunks } from './bytes/growable.ts';
import { isBlank, isBlankRow } from './row-counter.ts';
import { RowFields } from './row-fields.ts';
import { RowJudge } from './row-judge.ts';
import { type DateCell, type SourceColumns, sourceColumns } from './source-columns.ts';
import type { ReaderContext } from './source-reader.ts';
import type { BadLine, RowCells, RowSink } from './table.ts';
import type { TimeColumn } from './times/time-column.ts';

/** Reads a file with a row per person and a date column per stage: every date gives an event. */
export class DatesReader implements RowSink {
  private readonly context: ReaderContext;
  private readonly time: TimeColumn;
  private readonly columns: SourceColumns;
  private readonly judge: RowJudge;
  private readonly fields: RowFields;
  private readonly names: readonly number[];
  private readonly eventCodes: readonly CodeChunks[];
  private readonly values: DoubleChunks | null;
  private rowAtHand: RowCells | null = null;
  private column = -1;
  private readonly whereTime = (): string =>
    this.rowAtHand === null ? '' : this.judge.where(this.rowAtHand, this.column);

  constructor(context: ReaderContext) {
    const { table, part, source, sourceIndex, head, time } = context;
    this.context = context;
    if (time === null) throw new TypeError('date columns need a time column to be read by');
    this.time = time;
    this.columns = sourceColumns(source, sourceIndex, head, part.file);
    this.judge = new RowJudge(part, head, this.columns);
    this.fields = new RowFields({
      table,
      part,
      source,
      columns: this.columns,
      judge: this.judge,
      numbers: context.numbers,
    });
    context.numbers.expect(this.columns.decimal);
    this.names = this.columns.dates.map(({ event }) => {
      const name = new TextEncoder().encode(event);
      return table.names.intern(name, 0, name.length);
    });
    this.eventCodes = this.fields.properties.map((property) => table.eventCodes(property.table));
    this.values = this.columns.value < 0 ? null : table.values();
    part.countsSeveral();
  }

  row(row: RowCells): void {
    const { head, part } = this.context;
    this.rowAtHand = row;
    if (row.line <= head.headerLine) {
      if (row.line === head.headerLine) row.expected = head.width;
      return;
    }
    const nobody = this.fields.namesNobody(row);
    if (nobody && isBlankRow(row)) return;
    part.rowsRead++;
    if (this.judge.admits(row, nobody)) this.readDates(row);
  }

  badLine(row: RowCells, reason: BadLine): void {
    if (row.line <= this.context.head.headerLine) return;
    this.context.part.rowsRead++;
    this.judge.rejectLine(row, reason);
  }

  private readDates(row: RowCells): void {
    const { part, table, nowUs, pending, head } = this.context;
    const { time, columns, fields } = this;
    if (row.count !== head.width && fields.hasBadValue(row)) {
      this.judge.reject(row, row.count < head.width ? 'too-few-cells' : 'too-many-cells', columns.value);
      return;
    }
    const firstRow = table.rows;
    const bad: number[] = [];
    let future = -1;
    let person = -1;
    let value = Number.NaN;
    let isDate = false;
    for (let k = 0; k < columns.dates.length; k++) {
      const date = columns.dates[k]!;
      this.column = date.column;
      row.cell(date.column);
      if (isBlank(row) || !meets(row, date)) continue;
      row.cell(date.column);
      if (!time.read(row.cellBuf, row.cellStart, row.cellEnd, this.whereTime)) {
        bad.push(date.column);
        continue;
      }
      if (time.pending === 0 && time.us > nowUs) {
        if (future >= 0) this.problem(row, 'in-the-future', future);
        future = date.column;
        continue;
      }
      if (person < 0) {
        person = fields.person(row);
        value = this.values === null ? Number.NaN : fields.value(row);
      }
      isDate ||= time.isDate;
      if (time.pending !== 0) pending.set(table.rows, time.pending);
      table.time.push(time.us);
      table.person.push(person);
      table.name.push(this.names[k]!);
      for (let p = 0; p < this.eventCodes.length; p++) {
        this.eventCodes[p]!.push(fields.property(row, fields.properties[p]!));
      }
      this.values?.push(value);
      if (this.values !== null && this.context.numbers.isOpen) this.context.numbers.keep(table.rows);
      table.rows++;
    }
    if (table.rows > firstRow) {
      part.startsAt(firstRow);
      part.rowsAccepted++;
      if (isDate) part.dateRows++;
      for (const column of bad) this.problem(row, 'bad-time', column);
      if (future >= 0) this.problem(row, 'in-the-future', future);
    } else if (bad.length > 0) this.judge.reject(row, 'bad-time', bad[0]!);
    else if (future >= 0) part.exclude('in-the-future', '', row.line);
    else this.judge.reject(row, 'no-time', -1);
  }

  private problem(row: RowCells, problem: 'bad-time' | 'in-the-future', column: number): void {
    const name = this.context.head.header[column] ?? '';
    this.context.part.cellProblem(name, problem, row.line, this.judge.text(row, column));
  }
}

/** Whether a date counts in this row. */
function meets(row: RowCells, { where }: DateCell): boolean {
  return where.every(({ column, values }) => {
    row.cell(column);
    return values.find(row.cellBuf, row.cellStart, row.cellEnd) >= 0;
  });
}
