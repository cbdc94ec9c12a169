import type { RejectedRow, RejectReason } from '../journey/quality-report.ts';
import { maskEmails, maskKey } from './keys.ts';
import type { Part } from './part.ts';
import { isBlank } from './row-counter.ts';
import type { ExcludeRule, SourceColumns } from './source-columns.ts';
import { MAX_COLUMNS, type RowCells, type TableHead } from './table.ts';

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const TEXT_KEPT = 500;
/** So many unwanted values are counted one by one. */
const OTHER_VALUES = 20;
/** What stands in a row that adds up others. */
export const TOTAL: RegExp =
  /^\s*(?:(?:grand|sub)[\s-]*total|totals?|(?:gesamt|zwischen)?summen?|gesamt|sum)\s*:?\s*$|^\s*(?:total|gesamt)\s*: \S.*$/iu;

/** Decides which rows of a file are none of a person, and keeps the account of those. */
export class RowJudge {
  private readonly part: Part;
  private readonly head: TableHead;
  private readonly columns: SourceColumns;
  private readonly headerName: Uint8Array;
  private readonly otherValues = new Set<string>();

  constructor(part: Part, head: TableHead, columns: SourceColumns) {
    this.part = part;
    this.head = head;
    this.columns = columns;
    this.headerName = encoder.encode(head.header[columns.person] ?? '');
  }

  /** Whether the row is one to read; else it is counted as left out or rejected. `noPerson`: the person's cell is blank. */
  admits(scanner: RowCells, noPerson: boolean): boolean {
    const { part, head, columns } = this;
    if (scanner.count !== head.width && !this.widthIsGood(scanner)) return false;
    const rule = columns.excludes.length === 0 ? null : this.rulingOut(scanner);
    scanner.cell(columns.person);
    if (this.repeatsHeader(scanner)) part.exclude('repeated-header', '', scanner.line);
    else if (rule !== null) part.exclude('rule', rule, scanner.line);
    else if (noPerson) this.reject(scanner, 'no-person', columns.person);
    else if (this.isTotal(scanner, columns.person)) part.exclude('total-row', '', scanner.line);
    else return true;
    return false;
  }

  /** Whether the person's cell is surely not blank, of no row of totals and of no header that is there again. */
  isSurelyPerson(bytes: Uint8Array, start: number, end: number): boolean {
    if (start === end || bytes[start]! <= 32 || mayBeTotal(bytes, start)) return false;
    const { headerName } = this;
    return end - start !== headerName.length || bytes[start] !== headerName[0] || bytes[end - 1] !== headerName.at(-1);
  }

  /** Rejects a row whose cells were read; one that turns out to be a total is left out. */
  reject(scanner: RowCells, reason: RejectReason, column: number): void {
    if (reason !== 'too-many-cells') {
      for (let k = 0; k < Math.min(scanner.count, 3); k++) {
        if (!this.isTotal(scanner, k)) continue;
        this.part.exclude('total-row', '', scanner.line);
        return;
      }
    }
    this.part.reject(reason, () => this.describe(scanner, column));
  }

  /** Rejects a line that could not be cut into cells. */
  rejectLine(scanner: RowCells, reason: RejectReason): void {
    const text = decoder.decode(
      scanner.buf.subarray(scanner.rowStart, Math.min(scanner.rowEnd, scanner.rowStart + 4096)),
    );
    const { line } = scanner;
    this.part.reject(reason, () => ({ line, column: null, value: null, text: maskEmails(text).slice(0, TEXT_KEPT) }));
  }

  /** Which cell this is, for a question to the user. */
  where(scanner: RowCells, column: number): string {
    return `${this.part.file}, line ${scanner.line}: ${this.text(scanner, column).slice(0, 100)}`;
  }

  text(scanner: RowCells, column: number): string {
    scanner.cell(column);
    return decoder.decode(scanner.cellBuf.subarray(scanner.cellStart, scanner.cellEnd));
  }

  /** The rule of the plan that leaves the row out, or `null`. */
  private rulingOut(scanner: RowCells): string | null {
    for (const rule of this.columns.excludes) {
      scanner.cell(rule.column);
      const found = rule.values.find(scanner.cellBuf, scanner.cellStart, scanner.cellEnd) >= 0;
      if (found !== rule.isNot) return rule.isNot ? this.otherValue(scanner, rule) : rule.detail;
    }
    return null;
  }

  /** What a row was left out for that has none of the wanted values: its own, as long as these are few. */
  private otherValue(scanner: RowCells, rule: ExcludeRule): string {
    const text = this.text(scanner, rule.column);
    const key = `${rule.property} ${text}`;
    if (!this.otherValues.has(key) && (this.otherValues.size >= OTHER_VALUES || text.length > 60)) return rule.detail;
    this.otherValues.add(key);
    return text.trim() === '' ? rule.detail : `${rule.property} = ${text}`;
  }

  /** Whether a row that is longer or shorter than the header can still be read; rejects it when not. */
  private widthIsGood(scanner: RowCells): boolean {
    const { width } = this.head;
    if (scanner.count < width) {
      if (scanner.count < this.columns.leastWidth) {
        this.reject(scanner, 'too-few-cells', -1);
        return false;
      }
      this.part.ragged++;
      return true;
    }
    for (let k = width; k < Math.min(scanner.count, MAX_COLUMNS + 1); k++) {
      scanner.cell(k);
      if (isBlank(scanner)) continue;
      this.reject(scanner, 'too-many-cells', -1);
      return false;
    }
    return true;
  }

  private repeatsHeader(scanner: RowCells): boolean {
    const { headerName } = this;
    if (scanner.cellEnd - scanner.cellStart !== headerName.length) return false;
    for (let k = 0; k < headerName.length; k++) {
      if (scanner.cellBuf[scanner.cellStart + k] !== headerName[k]) return false;
    }
    const { header } = this.head;
    return header.every((name, k) => {
      const text = this.text(scanner, k).trim();
      return text === name || text === '' || /^column \d+$| \(\d+\)$/u.test(name);
    });
  }

  private isTotal(scanner: RowCells, column: number): boolean {
    scanner.cell(column);
    if (!mayBeTotal(scanner.cellBuf, scanner.cellStart)) return false;
    return scanner.cellEnd - scanner.cellStart <= 40 && TOTAL.test(this.text(scanner, column));
  }

  private describe(scanner: RowCells, column: number): Omit<RejectedRow, 'reason'> {
    const cells: string[] = [];
    for (let k = 0, length = 0; k < Math.min(scanner.count, MAX_COLUMNS) && length < TEXT_KEPT; k++) {
      const cell = this.shown(scanner, k);
      length += cell.length + 1;
      cells.push(cell);
    }
    const text = maskEmails(cells.join(String.fromCharCode(this.head.dialect.delimiter)));
    const value = column < 0 ? null : maskEmails(this.shown(scanner, column)).slice(0, TEXT_KEPT);
    return {
      line: scanner.line,
      column: column < 0 ? null : (this.head.header[column] ?? null),
      value,
      text: text.slice(0, TEXT_KEPT),
    };
  }

  /** A cell as it may be kept: cut, and masked where it is a key. */
  private shown(scanner: RowCells, column: number): string {
    scanner.cell(column);
    const end = Math.min(scanner.cellEnd, scanner.cellStart + 4096);
    const text = decoder.decode(scanner.cellBuf.subarray(scanner.cellStart, end));
    const { person, aliases, keysArePhones } = this.columns;
    return column === person || aliases.includes(column) ? maskKey(text, keysArePhones) : text;
  }
}

/** Whether a cell begins as the words that stand before sums do: with a blank, to, su, ge, gr or zw. */
function mayBeTotal(bytes: Uint8Array, start: number): boolean {
  const first = (bytes[start] ?? 0) | 32;
  const second = (bytes[start + 1] ?? 0) | 32;
  if (first === 116) return second === 111;
  if (first === 115) return second === 117;
  if (first === 103) return second === 101 || second === 114;
  return first === 122 ? second === 119 : first === 32;
}
