import {
  type CellProblem,
  type ExcludeReason,
  type QualityNote,
  type QualityPart,
  REJECTS_KEPT,
  type RejectedRow,
  type RejectReason,
  type RowPlace,
} from '../journey/quality-report.ts';
import { BitSet } from './bytes/growable.ts';
import { RowOrder } from './row-order.ts';

const EXAMPLES_KEPT = 5;

interface Excluded {
  readonly reason: ExcludeReason;
  readonly detail: string;
  rows: number;
}

/** The account of one file as one source reads it, while it grows. */
export class Part {
  readonly file: string;
  readonly sourceIndex: number;
  rowsRead = 0;
  rowsAccepted = 0;
  rowsRejected = 0;
  rowsExcluded = 0;
  ragged = 0;
  dateRows = 0;
  undated = 0;
  contactRows = 0;
  /** Rows of people who were forgotten. */
  forgottenRows = 0;
  firstRow = 0;
  endRow = 0;
  /** What the lines of rows count. */
  place: RowPlace = 'line';
  /** Table rows with which a row of the file begins, where a row may give several events; else `null`. */
  private starts: BitSet | null = null;
  /** Codes of the people that a people file names. */
  readonly people: BitSet | null;
  /** Codes of people whose keys a row has joined; `null` without any. */
  joined: BitSet | null = null;
  readonly notes: QualityNote[] = [];
  readonly order = new RowOrder();
  readonly rejects: RejectedRow[] = [];
  private readonly rejectedBy: Partial<Record<RejectReason, number>> = {};
  firstExcluded: { readonly reason: ExcludeReason; readonly detail: string; readonly line: number } | null = null;
  private readonly excluded = new Map<string, Excluded>();
  private lastExcluded: Excluded | null = null;
  private readonly problems = new Map<
    string,
    CellProblem & { cells: number; examples: { line: number; value: string }[] }
  >();
  private readonly onReject: ((file: string, row: RejectedRow) => void) | undefined;

  constructor(
    file: string,
    sourceIndex: number,
    isPeople: boolean,
    onReject: ((file: string, row: RejectedRow) => void) | undefined,
  ) {
    this.file = file;
    this.sourceIndex = sourceIndex;
    this.people = isPeople ? new BitSet() : null;
    this.onReject = onReject;
  }

  /** From now on a row of the file may give several events, and says where its first one is. */
  countsSeveral(): void {
    this.starts ??= new BitSet();
  }

  startsAt(tableRow: number): void {
    this.starts?.add(tableRow);
  }

  /** Whether a row of the file begins with this table row of the part. */
  begins(tableRow: number): boolean {
    return this.starts === null || this.starts.has(tableRow);
  }

  /** Notes that two keys mean one person. */
  join(a: number, b: number): void {
    this.joined ??= new BitSet();
    this.joined.add(a);
    this.joined.add(b);
  }

  /**
   * Counts the file's rows all of whose events were taken back because they lie in the future as left out, and the other
   * events that were as cells. `wasDropped` tells of a table row, `columnOf` its column.
   */
  settleSeveral(wasDropped: (tableRow: number) => boolean, columnOf: (tableRow: number) => string): void {
    const { starts } = this;
    if (starts === null) return;
    for (let row = this.firstRow; row < this.endRow; ) {
      let end = row + 1;
      while (end < this.endRow && !starts.has(end)) end++;
      let dropped = 0;
      for (let k = row; k < end; k++) if (wasDropped(k)) dropped++;
      if (dropped === end - row) this.takeBack();
      else if (dropped > 0) {
        for (let k = row; k < end; k++) if (wasDropped(k)) this.cellProblem(columnOf(k), 'in-the-future', 0, '');
      }
      row = end;
    }
  }

  /** Counts an accepted row as left out because it lies in the future. */
  takeBack(): void {
    this.rowsAccepted--;
    this.exclude('in-the-future', '', 0);
  }

  get givesSeveral(): boolean {
    return this.starts !== null;
  }

  /** Counts a rejected row; `describe` is called only when somebody keeps it. */
  reject(reason: RejectReason, describe: () => Omit<RejectedRow, 'reason'>): void {
    this.rowsRejected++;
    this.rejectedBy[reason] = (this.rejectedBy[reason] ?? 0) + 1;
    if (this.rejects.length >= REJECTS_KEPT && this.onReject === undefined) return;
    const row: RejectedRow = { ...describe(), reason };
    if (this.rejects.length < REJECTS_KEPT) this.rejects.push(row);
    this.onReject?.(this.file, row);
  }

  /** Counts a row that a rule left out. `line`: where it stands, 0 when that is not known any more. */
  exclude(reason: ExcludeReason, detail: string, line: number): void {
    this.rowsExcluded++;
    this.firstExcluded ??= { reason, detail, line };
    let entry = this.lastExcluded;
    if (entry === null || entry.reason !== reason || entry.detail !== detail) {
      const key = `${reason} ${detail}`;
      entry = this.excluded.get(key) ?? { reason, detail, rows: 0 };
      this.excluded.set(key, entry);
      this.lastExcluded = entry;
    }
    entry.rows++;
  }

  cellProblem(column: string, problem: CellProblem['problem'], line: number, value: string): void {
    let entry = this.problems.get(`${problem} ${column}`);
    if (entry === undefined) {
      entry = { column, problem, cells: 0, examples: [] };
      this.problems.set(`${problem} ${column}`, entry);
    }
    entry.cells++;
    if (line > 0 && entry.examples.length < EXAMPLES_KEPT) entry.examples.push({ line, value: value.slice(0, 100) });
  }

  /** The account as it is kept. `more`: what shows only when all is read. */
  finish(people: number, more: readonly QualityNote[] = []): QualityPart {
    const notes = [...this.notes];
    if (this.dateRows > 0) notes.push({ code: 'dates-only', rows: this.dateRows });
    if (this.undated > 0) notes.push({ code: 'undated', rows: this.undated });
    if (this.contactRows > 0) notes.push({ code: 'keys-hashed', rows: this.contactRows });
    if (this.ragged > 0) notes.push({ code: 'ragged', rows: this.ragged });
    const order = this.order.note(this.rowsAccepted);
    if (order !== null) notes.push(order);
    notes.push(...more);
    return {
      file: this.file,
      sourceIndex: this.sourceIndex,
      rowsRead: this.rowsRead,
      rowsAccepted: this.rowsAccepted,
      rowsRejected: this.rowsRejected,
      rowsExcluded: this.rowsExcluded,
      people,
      ...(this.place === 'line' ? {} : { place: this.place }),
      rejectedBy: this.rejectedBy,
      excludedBy: [...this.excluded.values()],
      rejects: this.rejects,
      cellProblems: [...this.problems.values()],
      notes,
    };
  }
}
