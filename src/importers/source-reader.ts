import { HandrailError } from '../journey/errors.ts';
import { nearestName } from '../journey/nearest.ts';
import type { PlanSource } from '../journey/plan.ts';
import type { RejectedRow, RejectReason } from '../journey/quality-report.ts';
import { ByteDictionary } from './bytes/dictionary.ts';
import type { CodeChunks, DoubleChunks, NumberTable } from './bytes/growable.ts';
import type { TableHead } from './csv/head.ts';
import { type CsvScanner, MAX_COLUMNS, type RowSink } from './csv/scanner.ts';
import type { EventTable, PropertyTable } from './event-table.ts';
import { maskEmails, maskKey } from './keys.ts';
import { type DecimalMark, guessDecimal, parseNumber } from './number-parser.ts';
import type { Part } from './part.ts';
import { isBlank, isBlankRow } from './row-counter.ts';
import type { TimeColumn } from './times/time-column.ts';

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const TEXT_KEPT = 500;
const TOTAL = /^\s*(?:(?:grand|sub)[\s-]*total|totals?|(?:gesamt|zwischen)?summen?|gesamt|sum)\s*:?\s*$/iu;

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
  private readonly person: number;
  private readonly aliases: readonly number[];
  private readonly timeAt: number;
  private readonly eventAt: number;
  private readonly valueAt: number;
  private readonly listName: number;
  private readonly lastRequired: number;
  /** A row with fewer cells lacks one that rows of this file have. */
  private readonly leastWidth: number;
  private readonly headerName: Uint8Array;
  private readonly decimal: DecimalMark;
  private readonly properties: readonly PropertyCell[];
  private readonly eventCodes: readonly CodeChunks[];
  private readonly personCodes: readonly NumberTable[];
  private readonly values: DoubleChunks | null;
  private readonly excludes: readonly { column: number; values: ByteDictionary; detail: string }[];

  private scanner: CsvScanner | null = null;
  /** Which cell the time of the row at hand is; one function for all rows. */
  private readonly whereTime = (): string => (this.scanner === null ? '' : this.where(this.scanner, this.timeAt));

  constructor(context: ReaderContext) {
    const { source, table, part, head } = context;
    this.context = context;
    this.table = table;
    this.part = part;
    this.person = this.column(source.person, 'person');
    this.aliases = (source.aliases ?? []).map((name, i) => this.column(name, `aliases[${i}]`));
    this.timeAt = source.time === undefined ? -1 : this.column(source.time, 'time');
    this.eventAt = source.shape === 'events' && source.event !== undefined ? this.column(source.event, 'event') : -1;
    this.valueAt = source.value === undefined ? -1 : this.column(source.value, 'value');
    // Without a column that names the event, every row of the source means the same.
    const name = encoder.encode(source.shape === 'list' ? (source.event ?? source.files) : source.files);
    this.listName = source.shape === 'people' || this.eventAt >= 0 ? -1 : table.names.intern(name, 0, name.length);
    this.lastRequired = Math.max(this.person, this.timeAt, this.eventAt);
    this.leastWidth = Math.max(this.lastRequired + 1, usualWidth(head));
    this.headerName = encoder.encode(source.person);
    const samples = this.valueAt < 0 ? [] : head.rows.map((row) => row.cells[this.valueAt] ?? '');
    this.decimal = source.decimal ?? guessDecimal(samples, String.fromCharCode(head.dialect.delimiter));
    this.properties = Object.entries(source.properties ?? {}).map(([name, column]) => ({
      column: this.column(column, `properties.${name}`),
      table: table.property(name),
    }));
    const isPeople = source.shape === 'people';
    this.eventCodes = isPeople ? [] : this.properties.map((property) => table.eventCodes(property.table));
    this.personCodes = isPeople ? this.properties.map((property) => table.personCodes(property.table)) : [];
    this.values = this.valueAt < 0 || isPeople ? null : table.values();
    this.excludes = (source.exclude ?? []).flatMap((rule, i) => {
      const column = this.column(source.properties?.[rule.property] ?? rule.property, `exclude[${i}].property`);
      return rule.in.map((value) => {
        const values = new ByteDictionary();
        const bytes = encoder.encode(value);
        values.intern(bytes, 0, bytes.length);
        return { column, values, detail: `${rule.property} = ${value}` };
      });
    });
  }

  private column(name: string, key: string): number {
    const { head, part, sourceIndex } = this.context;
    const at = head.header.indexOf(name);
    if (at >= 0) return at;
    const path = `sources[${sourceIndex}].${key}`;
    const nearest = nearestName(name, head.header);
    throw new HandrailError('column-missing', { file: part.file, path, column: name, nearest });
  }

  row(scanner: CsvScanner): void {
    const { head } = this.context;
    this.scanner = scanner;
    if (scanner.line <= head.headerLine) {
      if (scanner.line === head.headerLine) scanner.expected = head.width;
      return;
    }
    scanner.cell(this.person);
    const noPerson = isBlank(scanner);
    if (noPerson && isBlankRow(scanner)) return;
    const { part } = this;
    part.rowsRead++;
    if (scanner.count !== head.width && !this.widthIsGood(scanner)) return;
    const rule = this.rulingOut(scanner);
    if (this.repeatsHeader(scanner)) part.exclude('repeated-header', '');
    else if (rule !== null) part.exclude('rule', rule);
    else if (noPerson) this.reject(scanner, 'no-person', this.person);
    else if (this.isTotal(scanner, this.person)) part.exclude('total-row', '');
    else if (this.context.source.shape === 'people') this.personRow(scanner);
    else this.eventRow(scanner);
  }

  private eventRow(scanner: CsvScanner): void {
    const { part, table, eventAt } = this;
    const { time, nowUs } = this.context;
    if (time !== null && !this.readTime(scanner, time)) return;
    if (eventAt >= 0) {
      scanner.cell(eventAt);
      if (isBlank(scanner)) {
        this.reject(scanner, 'no-event', eventAt);
        return;
      }
    }
    if (scanner.count !== this.context.head.width && this.hasBadValue(scanner)) {
      this.reject(scanner, scanner.count < this.context.head.width ? 'too-few-cells' : 'too-many-cells', this.valueAt);
      return;
    }
    const us = time === null ? this.dateOfPerson(scanner) : time.us;
    const pending = time === null ? 0 : time.pending;
    if (Number.isNaN(us)) {
      this.reject(scanner, 'person-without-date', this.person);
      return;
    }
    if (pending === 0 && us > nowUs) {
      part.exclude('in-the-future', '');
      return;
    }
    if (time === null) part.undated++;
    if (time === null ? table.personDatesAreDays : time.isDate) part.dateRows++;
    let name = this.listName;
    if (eventAt >= 0) {
      scanner.cell(eventAt);
      name = table.names.intern(scanner.cellBuf, scanner.cellStart, scanner.cellEnd);
    }
    if (pending !== 0) this.context.pending.set(table.rows, pending);
    table.time.push(us);
    table.person.push(this.keyPerson(scanner));
    table.name.push(name);
    table.source.push(this.context.sourceIndex);
    const { properties, eventCodes } = this;
    for (let k = 0; k < properties.length; k++) eventCodes[k]!.push(this.propertyCode(scanner, properties[k]!));
    this.values?.push(this.readValue(scanner));
    table.rows++;
    part.rowsAccepted++;
  }

  badLine(scanner: CsvScanner, reason: 'stray-quote' | 'line-too-long'): void {
    if (scanner.line <= this.context.head.headerLine) return;
    this.part.rowsRead++;
    const text = decoder.decode(scanner.buf.subarray(scanner.rowStart, scanner.rowEnd));
    const { line } = scanner;
    this.part.reject(reason, () => ({ line, column: null, value: null, text: maskEmails(text).slice(0, TEXT_KEPT) }));
  }

  private personRow(scanner: CsvScanner): void {
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
      scanner.cell(this.timeAt);
      if (!isBlank(scanner)) this.personTime(scanner, time, person);
    }
    part.rowsAccepted++;
  }

  private personTime(scanner: CsvScanner, time: TimeColumn, person: number): void {
    const { cellBuf, cellStart, cellEnd } = scanner;
    if (!time.read(cellBuf, cellStart, cellEnd, this.whereTime)) {
      const text = this.text(scanner, this.timeAt);
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

  private readTime(scanner: CsvScanner, time: TimeColumn): boolean {
    scanner.cell(this.timeAt);
    const { cellBuf, cellStart, cellEnd } = scanner;
    if (time.read(cellBuf, cellStart, cellEnd, this.whereTime)) return true;
    this.reject(scanner, isBlank(scanner) ? 'no-time' : 'bad-time', this.timeAt);
    return false;
  }

  private keyPerson(scanner: CsvScanner): number {
    const { keys } = this.table;
    scanner.cell(this.person);
    const person = keys.codeOf(scanner.cellBuf, scanner.cellStart, scanner.cellEnd);
    if (keys.isHashed(person)) this.part.contactRows++;
    for (const alias of this.aliases) {
      scanner.cell(alias);
      if (!isBlank(scanner)) keys.join(person, keys.codeOf(scanner.cellBuf, scanner.cellStart, scanner.cellEnd));
    }
    return person;
  }

  /** The date that a people file has for the row's person, NaN without one. */
  private dateOfPerson(scanner: CsvScanner): number {
    const { keys, personDate } = this.table;
    for (const column of [this.person, ...this.aliases]) {
      scanner.cell(column);
      const code = keys.find(scanner.cellBuf, scanner.cellStart, scanner.cellEnd);
      if (code >= 0) return personDate.get(keys.rootOf(code));
    }
    return Number.NaN;
  }

  /** The rule of the plan that leaves the row out, or `null`. */
  private rulingOut(scanner: CsvScanner): string | null {
    for (const rule of this.excludes) {
      scanner.cell(rule.column);
      if (rule.values.find(scanner.cellBuf, scanner.cellStart, scanner.cellEnd) >= 0) return rule.detail;
    }
    return null;
  }

  private propertyCode(scanner: CsvScanner, property: PropertyCell): number {
    scanner.cell(property.column);
    const { cellStart, cellEnd } = scanner;
    return cellEnd === cellStart ? 0 : property.table.dictionary.intern(scanner.cellBuf, cellStart, cellEnd) + 1;
  }

  private readValue(scanner: CsvScanner): number {
    scanner.cell(this.valueAt);
    if (isBlank(scanner)) return Number.NaN;
    const value = parseNumber(scanner.cellBuf, scanner.cellStart, scanner.cellEnd, this.decimal);
    if (Number.isNaN(value)) {
      const text = this.text(scanner, this.valueAt);
      this.part.cellProblem(this.context.source.value ?? '', 'bad-number', scanner.line, text);
    }
    return value;
  }

  /** In a row of the wrong width, an amount that is none shows that its cells stand in the wrong places. */
  private hasBadValue(scanner: CsvScanner): boolean {
    if (this.valueAt < 0) return false;
    scanner.cell(this.valueAt);
    if (isBlank(scanner)) return false;
    return Number.isNaN(parseNumber(scanner.cellBuf, scanner.cellStart, scanner.cellEnd, this.decimal));
  }

  /** Whether a row that is longer or shorter than the header can still be read; rejects it when not. */
  private widthIsGood(scanner: CsvScanner): boolean {
    const { width } = this.context.head;
    if (scanner.count < width) {
      if (scanner.count < this.leastWidth) {
        this.reject(scanner, 'too-few-cells', -1);
        return false;
      }
      this.part.ragged++;
      return true;
    }
    for (let k = width; k < scanner.count; k++) {
      scanner.cell(Math.min(k, MAX_COLUMNS));
      if (isBlank(scanner)) continue;
      this.reject(scanner, 'too-many-cells', -1);
      return false;
    }
    return true;
  }

  private repeatsHeader(scanner: CsvScanner): boolean {
    scanner.cell(this.person);
    const { headerName } = this;
    if (scanner.cellEnd - scanner.cellStart !== headerName.length) return false;
    for (let k = 0; k < headerName.length; k++) {
      if (scanner.cellBuf[scanner.cellStart + k] !== headerName[k]) return false;
    }
    const { header } = this.context.head;
    return header.every((name, k) => {
      const text = this.text(scanner, k).trim();
      return text === name || text === '' || /^column \d+$| \(\d+\)$/u.test(name);
    });
  }

  private isTotal(scanner: CsvScanner, column: number): boolean {
    scanner.cell(column);
    const first = (scanner.cellBuf[scanner.cellStart] ?? 0) | 32;
    // t, g, s, z or a blank
    if (first !== 116 && first !== 103 && first !== 115 && first !== 122 && first !== 32) return false;
    return scanner.cellEnd - scanner.cellStart <= 16 && TOTAL.test(this.text(scanner, column));
  }

  private reject(scanner: CsvScanner, reason: RejectReason, column: number): void {
    if (reason !== 'too-many-cells') {
      for (let k = 0; k < Math.min(scanner.count, 3); k++) {
        if (!this.isTotal(scanner, k)) continue;
        this.part.exclude('total-row', '');
        return;
      }
    }
    this.part.reject(reason, () => this.describe(scanner, column));
  }

  private describe(scanner: CsvScanner, column: number): Omit<RejectedRow, 'reason'> {
    const cells: string[] = [];
    for (let k = 0, length = 0; k < Math.min(scanner.count, MAX_COLUMNS) && length < TEXT_KEPT; k++) {
      const cell = this.isKey(k) ? maskKey(this.text(scanner, k)) : this.text(scanner, k);
      length += cell.length + 1;
      cells.push(cell);
    }
    const text = maskEmails(cells.join(String.fromCharCode(this.context.head.dialect.delimiter)));
    const value =
      column < 0
        ? null
        : maskEmails(this.isKey(column) ? maskKey(this.text(scanner, column)) : this.text(scanner, column));
    return {
      line: scanner.line,
      column: column < 0 ? null : (this.context.head.header[column] ?? null),
      value: value === null ? null : value.slice(0, TEXT_KEPT),
      text: text.slice(0, TEXT_KEPT),
    };
  }

  private isKey(column: number): boolean {
    return column === this.person || this.aliases.includes(column);
  }

  private where(scanner: CsvScanner, column: number): string {
    return `${this.part.file}, line ${scanner.line}: ${this.text(scanner, column).slice(0, 100)}`;
  }

  private text(scanner: CsvScanner, column: number): string {
    scanner.cell(column);
    return decoder.decode(scanner.cellBuf.subarray(scanner.cellStart, scanner.cellEnd));
  }
}

/** How many cells rows of full width fill: behind the last one that nearly all of them fill, cells may be missing. */
function usualWidth(head: TableHead): number {
  const full = head.rows.filter((row) => row.width === head.width);
  if (full.length < 5 || head.rows.length - full.length > head.rows.length * 0.2) return 0;
  for (let width = head.width; width > 0; width--) {
    const filled = full.filter((row) => (row.cells[width - 1] ?? '') !== '').length;
    if (filled >= full.length * 0.95) return width;
  }
  return 0;
}
