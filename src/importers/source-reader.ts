import type { PlanSource } from '../journey/plan.ts';
import type { CodeChunks, DoubleChunks, NumberTable } from './bytes/growable.ts';
import type { EventTable, PropertyTable } from './event-table.ts';
import { KeyBatch } from './key-batch.ts';
import { parseNumber } from './number-parser.ts';
import type { Part } from './part.ts';
import { isBlank, isBlankRow } from './row-counter.ts';
import { RowJudge } from './row-judge.ts';
import { type SourceColumns, sourceColumns } from './source-columns.ts';
import type { BadLine, RowCells, RowSink, TableHead } from './table.ts';
import type { TimeColumn } from './times/time-column.ts';

export interface ReaderContext {
  readonly table: EventTable;
  readonly part: Part;
  readonly source: PlanSource;
  readonly sourceIndex: number;
  readonly head: TableHead;
  readonly time: TimeColumn | null;
  /** Per row of the part: the pending code of its time, when some time of the source is open. */
  readonly pending: Map<number, number>;
  readonly nowUs: number;
}

interface PropertyCell {
  readonly column: number;
  readonly table: PropertyTable;
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
  private readonly properties: readonly PropertyCell[];
  private readonly eventCodes: readonly CodeChunks[];
  private readonly personCodes: readonly NumberTable[];
  private readonly values: DoubleChunks | null;

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
    this.keyBatch = new KeyBatch(table, part, columns.keysArePhones);
    // Without a column that names the event, every row of the source means the same.
    const name = new TextEncoder().encode(source.shape === 'list' ? (source.event ?? source.files) : source.files);
    const isPeople = source.shape === 'people';
    this.listName = isPeople || columns.event >= 0 ? -1 : table.names.intern(name, 0, name.length);
    this.properties = columns.properties.map(({ name, column }) => ({ column, table: table.property(name) }));
    this.eventCodes = isPeople ? [] : this.properties.map((property) => table.eventCodes(property.table));
    this.personCodes = isPeople ? this.properties.map((property) => table.personCodes(property.table)) : [];
    this.values = columns.value < 0 || isPeople ? null : table.values();
  }

  row(scanner: RowCells): void {
    const { head } = this.context;
    this.scanner = scanner;
    if (scanner.line <= head.headerLine) {
      if (scanner.line === head.headerLine) scanner.expected = head.width;
      return;
    }
    scanner.cell(this.columns.person);
    const noPerson = isBlank(scanner);
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
      if (isBlank(scanner)) {
        judge.reject(scanner, 'no-event', event);
        return;
      }
    }
    if (scanner.count !== head.width && this.hasBadValue(scanner)) {
      judge.reject(scanner, scanner.count < head.width ? 'too-few-cells' : 'too-many-cells', value);
      return;
    }
    const us = time === null ? this.dateOfPerson(scanner) : time.us;
    const pending = time === null ? 0 : time.pending;
    if (Number.isNaN(us)) {
      judge.reject(scanner, 'person-without-date', person);
      return;
    }
    if (pending === 0 && us > nowUs) {
      part.exclude('in-the-future', '', scanner.line);
      return;
    }
    if (time === null) part.undated++;
    if (time === null ? table.personDatesAreDays : time.isDate) part.dateRows++;
    let name = this.listName;
    if (event >= 0) {
      scanner.cell(event);
      name = table.names.intern(scanner.cellBuf, scanner.cellStart, scanner.cellEnd);
    }
    if (pending !== 0) this.context.pending.set(table.rows, pending);
    table.time.push(us);
    if (aliases.length === 0) {
      scanner.cell(person);
      this.keyBatch.add(scanner);
    } else table.person.push(this.keyPerson(scanner));
    table.name.push(name);
    const { properties, eventCodes } = this;
    for (let k = 0; k < properties.length; k++) eventCodes[k]!.push(this.propertyCode(scanner, properties[k]!));
    this.values?.push(this.readValue(scanner));
    table.rows++;
    part.rowsAccepted++;
  }

  private personRow(scanner: RowCells): void {
    const { table, part, personCodes, properties } = this;
    const person = this.keyPerson(scanner);
    part.people!.add(person);
    table.listed.add(person);
    for (let k = 0; k < properties.length; k++) {
      const code = this.propertyCode(scanner, properties[k]!);
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

  private keyPerson(scanner: RowCells): number {
    const { keys } = this.table;
    const { person: at, aliases, keysArePhones } = this.columns;
    scanner.cell(at);
    const person = keys.codeOf(scanner.cellBuf, scanner.cellStart, scanner.cellEnd, keysArePhones);
    if (keys.isHashed(person)) this.part.contactRows++;
    for (const alias of aliases) {
      scanner.cell(alias);
      if (!isBlank(scanner)) keys.join(person, keys.codeOf(scanner.cellBuf, scanner.cellStart, scanner.cellEnd));
    }
    return person;
  }

  /** The date that a people file has for the row's person, NaN without one. */
  private dateOfPerson(scanner: RowCells): number {
    const { keys, personDate } = this.table;
    const { person, aliases, keysArePhones } = this.columns;
    for (let k = -1; k < aliases.length; k++) {
      scanner.cell(k < 0 ? person : aliases[k]!);
      const code = keys.find(scanner.cellBuf, scanner.cellStart, scanner.cellEnd, k < 0 && keysArePhones);
      if (code >= 0) return personDate.get(keys.rootOf(code));
    }
    return Number.NaN;
  }

  private propertyCode(scanner: RowCells, property: PropertyCell): number {
    scanner.cell(property.column);
    const { cellStart, cellEnd } = scanner;
    return cellEnd === cellStart ? 0 : property.table.dictionary.intern(scanner.cellBuf, cellStart, cellEnd) + 1;
  }

  private readValue(scanner: RowCells): number {
    const { value: at, decimal } = this.columns;
    scanner.cell(at);
    if (isBlank(scanner)) return Number.NaN;
    const value = parseNumber(scanner.cellBuf, scanner.cellStart, scanner.cellEnd, decimal);
    if (Number.isNaN(value)) {
      const text = this.judge.text(scanner, at);
      this.part.cellProblem(this.context.source.value ?? '', 'bad-number', scanner.line, text);
    }
    return value;
  }

  /** In a row of the wrong width, an amount that is none shows that its cells stand in the wrong places. */
  private hasBadValue(scanner: RowCells): boolean {
    if (this.columns.value < 0) return false;
    scanner.cell(this.columns.value);
    if (isBlank(scanner)) return false;
    return Number.isNaN(parseNumber(scanner.cellBuf, scanner.cellStart, scanner.cellEnd, this.columns.decimal));
  }
}
