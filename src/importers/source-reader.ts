import type { PlanSource } from '../journey/plan.ts';
import type { CodeChunks, DoubleChunks, NumberTable } from './bytes/growable.ts';
import { EventRuns } from './event-runs.ts';
import type { EventTable } from './event-table.ts';
import { KeyBatch } from './key-batch.ts';
import type { NumberColumn } from './number-column.ts';
import type { Part } from './part.ts';
import { isBlank, isBlankRow } from './row-counter.ts';
import { RowFields } from './row-fields.ts';
import { RowJudge } from './row-judge.ts';
import { type SourceColumns, sourceColumns } from './source-columns.ts';
import type { BadLine, RowCells, RowRun, RowSink, TableHead } from './table.ts';
import type { TimeColumn } from './times/time-column.ts';

export interface ReaderContext {
  readonly table: EventTable;
  readonly part: Part;
  readonly source: PlanSource;
  readonly sourceIndex: number;
  readonly head: TableHead;
  readonly time: TimeColumn | null;
  readonly numbers: NumberColumn;
  /** Per row of the part: the pending code of its time, when some time of the source is open. */
  readonly pending: Map<number, number>;
  readonly nowUs: number;
}

/** Reads the rows of one file as one source describes them into the event table, and keeps the account. */
export class SourceReader implements RowSink {
  private readonly context: ReaderContext;
  private readonly table: EventTable;
  private readonly part: Part;
  private readonly columns: SourceColumns;
  private readonly judge: RowJudge;
  private readonly keyBatch: KeyBatch;
  private readonly listName: number;
  private readonly fields: RowFields;
  private readonly eventCodes: readonly CodeChunks[];
  private readonly personCodes: readonly NumberTable[];
  private readonly values: DoubleChunks | null;

  readonly rows: ((run: RowRun) => void) | undefined;

  private scanner: RowCells | null = null;
  /** Which cell the time of the row at hand is; one function for all rows. */
  private readonly whereTime = (): string =>
    this.scanner === null ? '' : this.judge.where(this.scanner, this.columns.time);

  constructor(context: ReaderContext) {
    const { source, sourceIndex, table, part, head } = context;
    this.context = context;
    this.table = table;
    this.part = part;
    const columns = sourceColumns(source, sourceIndex, head, part.file);
    this.columns = columns;
    this.judge = new RowJudge(part, head, columns);
    this.fields = new RowFields({ table, part, source, columns, judge: this.judge, numbers: context.numbers });
    context.numbers.expect(columns.decimal);
    this.keyBatch = new KeyBatch(table, part, columns.keysArePhones);
    table.settleKeys = () => this.keyBatch.end();
    // Without a column that names the event, every row of the source means the same.
    const name = new TextEncoder().encode(source.shape === 'list' ? (source.event ?? source.files) : source.files);
    const isPeople = source.shape === 'people';
    this.listName = isPeople || columns.event >= 0 ? -1 : table.names.intern(name, 0, name.length);
    const { properties } = this.fields;
    this.eventCodes = isPeople ? [] : properties.map((property) => table.eventCodes(property.table));
    this.personCodes = isPeople ? properties.map((property) => table.personCodes(property.table)) : [];
    this.values = columns.value < 0 || isPeople ? null : table.values();
    if (!EventRuns.fit(context, columns)) return;
    const { judge, fields, keyBatch, listName, eventCodes, values } = this;
    const runs = new EventRuns(context, this, { columns, judge, fields, keyBatch, listName, eventCodes, values });
    this.rows = (run) => runs.read(run);
  }

  row(scanner: RowCells): void {
    const { head } = this.context;
    this.scanner = scanner;
    if (scanner.line <= head.headerLine) {
      if (scanner.line === head.headerLine) scanner.expected = head.width;
      return;
    }
    scanner.cell(this.columns.person);
    const noPerson = isBlank(scanner) && (this.columns.aliases.length === 0 || this.fields.namesNobody(scanner));
    if (noPerson && isBlankRow(scanner)) return;
    this.part.rowsRead++;
    if (!this.judge.admits(scanner, noPerson)) return;
    if (this.context.source.shape === 'people') this.personRow(scanner);
    else this.eventRow(scanner);
  }

  badLine(scanner: RowCells, reason: BadLine): void {
    if (scanner.line <= this.context.head.headerLine) return;
    this.part.rowsRead++;
    this.judge.rejectLine(scanner, reason);
  }

  flush(): void {
    this.keyBatch.flush();
  }

  private eventRow(scanner: RowCells): void {
    const { part, table, judge } = this;
    const { time, nowUs, head } = this.context;
    const { person, event, value, aliases } = this.columns;
    if (time !== null && !this.readTime(scanner, time)) return;
    if (event >= 0) {
      scanner.cell(event);
      if (isBlank(scanner) && !this.findsElse(scanner)) {
        judge.reject(scanner, 'no-event', event);
        return;
      }
    }
    if (scanner.count !== head.width && this.fields.hasBadValue(scanner)) {
      judge.reject(scanner, scanner.count < head.width ? 'too-few-cells' : 'too-many-cells', value);
      return;
    }
    const us = time === null ? this.fields.dateOfPerson(scanner) : time.us;
    const pending = time === null ? 0 : time.pending;
    if (Number.isNaN(us)) {
      judge.reject(scanner, 'person-without-date', person);
      return;
    }
    if (pending === 0 && us > nowUs) {
      part.exclude('in-the-future', '', scanner.line);
      return;
    }
    if (this.columns.eventId >= 0 && this.isRepeated(scanner)) return;
    if (time === null) part.undated++;
    if (time === null ? table.personDatesAreDays : time.isDate) part.dateRows++;
    let name = this.listName;
    if (event >= 0) {
      scanner.cell(event);
      if (this.columns.eventElse >= 0 && isBlank(scanner)) this.findsElse(scanner);
      name = table.names.intern(scanner.cellBuf, scanner.cellStart, scanner.cellEnd);
    }
    if (pending !== 0) this.context.pending.set(table.rows, pending);
    else if (time !== null) part.order.next(us);
    table.time.push(us);
    if (aliases.length === 0) {
      scanner.cell(person);
      this.keyBatch.add(scanner);
    } else table.person.push(this.fields.person(scanner));
    table.name.push(name);
    const { fields, eventCodes } = this;
    for (let k = 0; k < eventCodes.length; k++) eventCodes[k]!.push(fields.property(scanner, fields.properties[k]!));
    if (this.values !== null) {
      this.values.push(fields.value(scanner));
      if (this.context.numbers.isOpen) this.context.numbers.keep(table.rows);
    }
    table.rows++;
    part.rowsAccepted++;
  }

  private personRow(scanner: RowCells): void {
    const { table, part, personCodes, fields } = this;
    const person = fields.person(scanner);
    part.people!.add(person);
    table.listed.add(person);
    for (let k = 0; k < personCodes.length; k++) {
      const code = fields.property(scanner, fields.properties[k]!);
      if (code !== 0) personCodes[k]!.set(person, code);
    }
    const time = this.context.time;
    if (time !== null && Number.isNaN(table.personDate.get(person))) {
      scanner.cell(this.columns.time);
      if (!isBlank(scanner)) this.personTime(scanner, time, person);
    }
    part.rowsAccepted++;
  }

  private personTime(scanner: RowCells, time: TimeColumn, person: number): void {
    const { cellBuf, cellStart, cellEnd } = scanner;
    if (!time.read(cellBuf, cellStart, cellEnd, this.whereTime)) {
      const text = this.judge.text(scanner, this.columns.time);
      this.part.cellProblem(this.context.source.time ?? '', 'bad-time', scanner.line, text);
      return;
    }
    if (time.isDate) {
      this.part.dateRows++;
      this.table.personDatesAreDays = true;
    }
    if (time.pending !== 0) this.context.pending.set(person, time.pending);
    this.table.personDate.set(person, time.us);
  }

  private readTime(scanner: RowCells, time: TimeColumn): boolean {
    scanner.cell(this.columns.time);
    const { cellBuf, cellStart, cellEnd } = scanner;
    if (time.read(cellBuf, cellStart, cellEnd, this.whereTime)) return true;
    scanner.cell(this.columns.time);
    this.judge.reject(scanner, isBlank(scanner) ? 'no-time' : 'bad-time', this.columns.time);
    return false;
  }

  /** Asks for the cell that names the event where its own column is blank; whether there is one. */
  private findsElse(scanner: RowCells): boolean {
    const { eventElse } = this.columns;
    if (eventElse < 0) return false;
    scanner.cell(eventElse);
    return !isBlank(scanner);
  }

  /** Whether the event came before, by its own id; counts it then as left out. */
  private isRepeated(scanner: RowCells): boolean {
    scanner.cell(this.columns.eventId);
    if (isBlank(scanner)) return false;
    if (this.table.eventIds(this.context.sourceIndex).add(scanner.cellBuf, scanner.cellStart, scanner.cellEnd)) {
      return false;
    }
    this.part.exclude('duplicate', this.context.source.eventId ?? '', scanner.line);
    return true;
  }
}
