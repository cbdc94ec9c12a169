import type { CodeChunks, DoubleChunks } from './bytes/growable.ts';
import type { KeyBatch } from './key-batch.ts';
import type { RowFields } from './row-fields.ts';
import type { RowJudge } from './row-judge.ts';
import type { SourceColumns } from './source-columns.ts';
import type { ReaderContext } from './source-reader.ts';
import type { RowRun, RowSink } from './table.ts';
import type { TimeColumn } from './times/time-column.ts';

/** After a run of which most rows had to be told one by one, so many runs are not even looked at. */
const RUNS_PASSED = 15;

/** What the reader of single rows shares with the reader of runs. */
export interface RunParts {
  readonly columns: SourceColumns;
  readonly judge: RowJudge;
  readonly fields: RowFields;
  readonly keyBatch: KeyBatch;
  /** The code of the events' name where no column has it. */
  readonly listName: number;
  readonly eventCodes: readonly CodeChunks[];
  readonly values: DoubleChunks | null;
}

/**
 * Reads events of many rows column by column, each in one tight loop. A row that is anything but an event with all that
 * it needs is told to the reader of single rows, in its place: that reader alone says what becomes of a row, and this one
 * does the same in fewer steps for rows of which nothing can be said but that they are accepted.
 */
export class EventRuns {
  private readonly context: ReaderContext;
  private readonly time: TimeColumn;
  private readonly single: RowSink;
  private readonly parts: RunParts;
  private odd = new Uint8Array(0);
  private times = new Float64Array(0);
  private amounts = new Float64Array(0);
  private codes = new Int32Array(0);
  private oddRows = 0;
  private dates = 0;
  private toPass = 0;

  constructor(context: ReaderContext, single: RowSink, parts: RunParts) {
    if (context.time === null) throw new TypeError('events without times are read row by row');
    this.context = context;
    this.time = context.time;
    this.single = single;
    this.parts = parts;
  }

  /** Whether a row of the source is an event by itself: no other row, key or list has a say in it. */
  static fit({ source, time }: ReaderContext, columns: SourceColumns): boolean {
    const { aliases, eventElse, eventId, refunded } = columns;
    const isEvents = source.shape === 'events' || source.shape === 'list';
    return isEvents && time !== null && aliases.length === 0 && eventElse < 0 && eventId < 0 && refunded < 0;
  }

  read(run: RowRun): void {
    this.makeRoom(run.accepted.length);
    if (this.toPass > 0) {
      this.toPass--;
      this.odd.fill(1, 0, run.rows);
    } else {
      this.markOdd(run);
      if (this.oddRows * 2 > run.rows) this.toPass = RUNS_PASSED;
    }
    this.context.part.dateRows += this.dates;
    this.dates = 0;
    const { odd } = this;
    for (let from = 0; from < run.rows; ) {
      let to = from;
      while (to < run.rows && odd[to] === 0) to++;
      if (to > from) this.accept(run, from, to);
      for (; to < run.rows && odd[to] === 1; to++) this.tell(run, to);
      from = to;
    }
  }

  private makeRoom(rows: number): void {
    if (this.odd.length >= rows) return;
    this.odd = new Uint8Array(rows);
    this.times = new Float64Array(rows);
    this.amounts = new Float64Array(rows);
    this.codes = new Int32Array(rows);
  }

  private tell(run: RowRun, row: number): void {
    const { part } = this.context;
    const before = part.rowsAccepted;
    run.at(row);
    this.single.row(run);
    run.accepted[row] = part.rowsAccepted > before ? 1 : 0;
  }

  /** Marks the rows that have to be told one by one, and reads the times of the others. Changes no account. */
  private markOdd(run: RowRun): void {
    const { buf, view, rows } = run;
    const { columns, judge } = this.parts;
    const { odd, times, time } = this;
    const { nowUs } = this.context;
    const people = run.starts[columns.person]!;
    const peopleEnds = run.ends[columns.person]!;
    for (let r = 0; r < rows; r++) odd[r] = judge.isSurelyPerson(buf, people[r]!, peopleEnds[r]!) ? 0 : 1;
    if (columns.event >= 0) {
      const starts = run.starts[columns.event]!;
      const ends = run.ends[columns.event]!;
      for (let r = 0; r < rows; r++) if (starts[r] === ends[r] || buf[starts[r]!]! <= 32) odd[r] = 1;
    }
    for (const { column, values, isNot } of columns.excludes) {
      const starts = run.starts[column]!;
      const ends = run.ends[column]!;
      for (let r = 0; r < rows; r++) if (values.find(buf, starts[r]!, ends[r]!) >= 0 !== isNot) odd[r] = 1;
    }
    const starts = run.starts[columns.time]!;
    const ends = run.ends[columns.time]!;
    let found = 0;
    for (let r = 0; r < rows; r++) {
      if (odd[r] === 0) {
        const us = time.sure(buf, view, starts[r]!, ends[r]!);
        times[r] = us;
        // NaN is not on or before now either.
        if (us <= nowUs) {
          if (time.isDate) this.dates++;
          continue;
        }
        odd[r] = 1;
      }
      found++;
    }
    this.oddRows = found;
  }

  private accept(run: RowRun, from: number, to: number): void {
    const { table, part } = this.context;
    const { columns, keyBatch, listName, eventCodes, fields, values } = this.parts;
    const { times, codes } = this;
    run.accepted.fill(1, from, to);
    part.rowsRead += to - from;
    part.order.nextMany(times, from, to);
    table.time.pushMany(times, from, to);
    keyBatch.addMany(run.buf, run.view, run.starts[columns.person]!, run.ends[columns.person]!, from, to);
    if (columns.event < 0) table.name.pushMany(codes.fill(listName, from, to), from, to);
    else {
      const starts = run.starts[columns.event]!;
      const ends = run.ends[columns.event]!;
      table.names.internMany(run.buf, starts, ends, from, to, codes, nothing);
      table.name.pushMany(codes, from, to);
    }
    for (let k = 0; k < eventCodes.length; k++) {
      const { column, table: property } = fields.properties[k]!;
      property.dictionary.internMany(run.buf, run.starts[column]!, run.ends[column]!, from, to, codes, nothing);
      eventCodes[k]!.pushMany(codes, from, to, 1);
    }
    if (values !== null) {
      this.readAmounts(run, from, to);
      values.pushMany(this.amounts, from, to);
    }
    table.rows += to - from;
    part.rowsAccepted += to - from;
  }

  /** NaN, and in the account why, where there is something to say. */
  private noAmount(run: RowRun, row: number): number {
    run.at(row);
    return this.parts.fields.value(run);
  }

  private readAmounts(run: RowRun, from: number, to: number): void {
    const { table, numbers } = this.context;
    const { columns } = this.parts;
    const { amounts } = this;
    const starts = run.starts[columns.value]!;
    const ends = run.ends[columns.value]!;
    for (let r = from; r < to; r++) {
      if (starts[r] === ends[r]) {
        amounts[r] = Number.NaN;
        continue;
      }
      const amount = numbers.read(run.buf, starts[r]!, ends[r]!);
      amounts[r] = Number.isNaN(amount) ? this.noAmount(run, r) : amount;
      if (numbers.isOpen) numbers.keep(table.rows + r - from);
    }
  }
}

function nothing(): void {
  // Nobody has to hear of a new name or value.
}
