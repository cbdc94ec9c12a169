import { MAX_COLUMNS, type RowCells, type RowSink } from '../table.ts';
import { CellPlaces, CR, type Dialect, LF, SPACE } from './cells.ts';
import { DamagedLine } from './damaged-line.ts';
import { CsvRun } from './row-run.ts';

export type { RowSink } from '../table.ts';
export type { Dialect } from './cells.ts';

export const MAX_LINE_BYTES = 64 * 1024 * 1024;
/** A quoted cell that runs on for longer is looked at again: what it swallows may be rows. */
const RUN_ON_BYTES = 64 * 1024;
/** Where the table has one column, nothing tells rows from text but their length. */
const QUOTED_LIMIT = 1024 * 1024;
const LINES_LOOKED_AT = 40;

/** Stay free behind the data: for the sentinels, and for words that begin within the data. */
const FREE_BYTES = 8;

const COMPLETE = 0;
const NEED_MORE = 1;
const STRAY = 2;

/**
 * Cuts UTF-8 bytes into rows and cells without making a string. Feed it chunks; it calls the sink for every row. Cells
 * are byte ranges of `buf`, valid during the call only.
 *
 * A quote that was never meant as one must not swallow the rows behind it. When a quoted cell does not close as it
 * should, runs on over lines that look like rows, or closes in a row of the wrong width, the row's first line is read
 * again with such quotes taken as text: it is believed when its width is right.
 */
export class CsvScanner implements RowCells {
  buf: Uint8Array = new Uint8Array(1 << 18);
  /** Number of cells of the row; only the first MAX_COLUMNS have positions. */
  count = 0;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** Whether some cell of the row holds doubled or escaped quotes; the others are `buf[starts[k]..ends[k])`. */
  hasEscapes = false;
  /** Physical line on which the row starts, from 1. */
  line = 1;
  rowStart = 0;
  rowEnd = 0;
  /** Where `cell` left the bytes of the cell it was asked for. */
  cellBuf: Uint8Array = this.buf;
  cellStart = 0;
  cellEnd = 0;
  /** Rows with this many cells are right; 0 while unknown. */
  expected: number;
  /** Set by the sink to stop after the current row. */
  stopped = false;

  private readonly dialect: Dialect;
  private readonly sink: RowSink;
  private readonly places = new CellPlaces();
  private readonly damaged: DamagedLine;
  private run: CsvRun | null = null;
  /** The byte that ends lines, and the highest byte that may end a cell. */
  private readonly newline: number;
  private readonly highest: number;
  private length = 0;
  private next = 0;
  private retryAt = 0;
  private skipping = false;
  private quotedLines = 0;
  private scratch = new Uint8Array(256);

  constructor(dialect: Dialect, expected: number, sink: RowSink) {
    this.dialect = dialect;
    this.expected = expected;
    this.sink = sink;
    this.starts = this.places.starts;
    this.ends = this.places.ends;
    this.damaged = new DamagedLine(dialect);
    this.newline = dialect.newline === 'lf' ? LF : CR;
    this.highest = Math.max(dialect.delimiter, this.newline);
  }

  feed(chunk: Uint8Array): void {
    if (this.stopped) return;
    this.append(chunk);
    // A long unfinished row is looked at again only when it has doubled.
    if (this.length - this.next >= this.retryAt) this.scan(false);
  }

  /** Reads what is left as the last row. */
  end(): void {
    if (!this.stopped) this.scan(true);
  }

  /** Puts the bytes of cell `index` into `cellBuf[cellStart..cellEnd)`; an absent cell is empty. */
  cell(index: number): void {
    if (index >= this.count) {
      this.cellStart = 0;
      this.cellEnd = 0;
      return;
    }
    if (!this.hasEscapes || this.places.escaped[index] === 0) {
      this.cellBuf = this.buf;
      this.cellStart = this.starts[index]!;
      this.cellEnd = this.ends[index]!;
      return;
    }
    this.unescape(this.starts[index]!, this.ends[index]!);
  }

  private unescape(start: number, end: number): void {
    if (this.scratch.length < end - start) this.scratch = new Uint8Array((end - start) * 2);
    const { buf, scratch } = this;
    const { quote, escape: escapeByte } = this.dialect;
    let to = 0;
    for (let i = start; i < end; i++) {
      const c = buf[i]!;
      const next = i + 1 < end ? buf[i + 1]! : -1;
      if ((c === quote && next === quote) || (c === escapeByte && (next === quote || next === escapeByte))) i++;
      scratch[to++] = buf[i]!;
    }
    this.cellBuf = scratch;
    this.cellStart = 0;
    this.cellEnd = to;
  }

  private append(chunk: Uint8Array): void {
    if (this.length + chunk.length + FREE_BYTES > this.buf.length) {
      const kept = this.length - this.next;
      const needed = kept + chunk.length + FREE_BYTES;
      if (needed > this.buf.length) {
        const wider = new Uint8Array(Math.max(needed, this.buf.length * 2));
        wider.set(this.buf.subarray(this.next, this.length));
        this.buf = wider;
      } else this.buf.copyWithin(0, this.next, this.length);
      this.length = kept;
      this.next = 0;
    }
    this.buf.set(chunk, this.length);
    this.length += chunk.length;
  }

  private scan(final: boolean): void {
    const { newline } = this;
    this.buf[this.length] = newline;
    this.buf[this.length + 1] = this.dialect.quote;
    this.retryAt = 0;
    while (this.next < this.length && !this.stopped) {
      if (this.skipping) {
        const end = this.buf.indexOf(newline, this.next);
        if (end >= this.length) {
          this.next = this.length;
          break;
        }
        this.skipping = false;
        this.next = end + 1;
        this.line++;
        continue;
      }
      if (this.sink.rows !== undefined && CsvRun.fits(this.expected) && this.readRun()) continue;
      this.rowStart = this.next;
      let state = this.readRow(final);
      if (state === STRAY && !final && this.lineEnd(this.next) >= this.length) state = NEED_MORE;
      if (state === NEED_MORE) {
        const waiting = this.length - this.next;
        if (waiting > MAX_LINE_BYTES) this.skipLongLine();
        else {
          this.retryAt = waiting >= 1 << 17 ? Math.min(waiting * 2, MAX_LINE_BYTES + 1) : 0;
          break;
        }
      } else if (state === STRAY) this.rereadLine();
      else {
        const lines = 1 + this.quotedLines;
        this.sink.row(this);
        this.line += lines;
      }
    }
    this.sink.flush?.();
  }

  /** Reads the plain rows at `next` together; whether there was one. */
  private readRun(): boolean {
    if (this.run?.count !== this.expected) this.run = new CsvRun(this.dialect, this.expected);
    const { run } = this;
    const next = run.cut(this.buf, this.next, this.length, this.line);
    if (run.rows === 0) return false;
    this.sink.rows?.(run);
    this.stopped = run.stopped;
    this.line += run.rows;
    this.next = next;
    return true;
  }

  private skipLongLine(): void {
    this.rowEnd = this.next + 1000;
    this.sink.badLine(this, 'line-too-long');
    this.next = this.length;
    this.skipping = true;
  }

  /** Reads one row from `next`. On COMPLETE, `next` stands behind it. */
  private readRow(final: boolean): number {
    const { buf, length, starts, ends, newline, highest } = this;
    const { quote, delimiter, skipBlanks } = this.dialect;
    let i = this.next;
    let count = 0;
    this.quotedLines = 0;
    this.hasEscapes = false;
    for (;;) {
      if (skipBlanks) while (buf[i] === SPACE && i < length) i++;
      const slot = count < MAX_COLUMNS ? count : MAX_COLUMNS;
      let c = buf[i]!;
      if (c === quote && i < length) {
        const close = this.closingQuote(i, final);
        if (close < 0) return close === -1 ? NEED_MORE : STRAY;
        starts[slot] = i + 1;
        ends[slot] = close;
        this.noteEscapes(slot);
        i = close + 1;
        for (c = buf[i]!; c !== delimiter && c !== newline; c = buf[++i]!);
      } else {
        starts[slot] = i;
        while (c > highest || (c !== delimiter && c !== newline)) c = buf[++i]!;
        ends[slot] = i;
        if (this.hasEscapes) this.places.escaped[slot] = 0;
        if (c === LF && c === newline && i > starts[slot]! && buf[i - 1] === CR && (i < length || final)) {
          ends[slot] = i - 1;
        }
      }
      count++;
      if (c === delimiter && i < length) {
        i++;
        continue;
      }
      if (i >= length && !final) return NEED_MORE;
      break;
    }
    this.count = count;
    this.rowEnd = Math.min(i, length);
    if (this.quotedLines > 0 && this.looksSwallowed()) return STRAY;
    this.next = Math.min(i + 1, length);
    return COMPLETE;
  }

  /** Marks whether the quoted cell that was closed last holds escapes. */
  private noteEscapes(slot: number): void {
    const { escaped } = this.places;
    if (this.sawEscape && !this.hasEscapes) {
      this.hasEscapes = true;
      escaped.fill(0, 0, slot);
    }
    if (this.hasEscapes) escaped[slot] = this.sawEscape ? 1 : 0;
  }

  private sawEscape = false;

  /** Position of the quote that closes the one at `open`; -1 when more data is needed, -2 when it is a stray one. */
  private closingQuote(open: number, final: boolean): number {
    const { buf, length, newline } = this;
    const { quote, delimiter, escape: escapeByte } = this.dialect;
    this.sawEscape = false;
    let j = open + 1;
    for (;;) {
      for (let c = buf[j]!; c !== quote; c = buf[++j]!) {
        if (c === newline && j < length) this.quotedLines++;
        else if (c === escapeByte && j + 1 < length) {
          this.sawEscape = true;
          j++;
        }
      }
      if (j >= length) return final || this.isRunOn(open) ? -2 : -1;
      const after = buf[j + 1]!;
      if (after === quote && j + 1 < length) {
        this.sawEscape = true;
        j += 2;
        continue;
      }
      if (j + 1 >= length) return final ? j : -1;
      let k = j + 1;
      while ((buf[k] === SPACE || buf[k] === CR) && buf[k] !== delimiter && buf[k] !== newline) k++;
      if (k >= length) return final ? j : -1;
      return buf[k] === delimiter || buf[k] === newline ? j : -2;
    }
  }

  /** Whether the quoted cell opened at `open`, not closed in the data so far, has gone on for too long. */
  private isRunOn(open: number): boolean {
    const waiting = this.length - open;
    if (waiting < RUN_ON_BYTES || this.quotedLines === 0) return false;
    if (this.expected >= 2) return this.holdsRows();
    return waiting > QUOTED_LIMIT || this.lineWidth(this.next) === this.expected;
  }

  /** Whether the lines within a long quoted cell are rows rather than text: most of the first ones are as wide as rows. */
  private holdsRows(): boolean {
    let at = this.lineEnd(this.next) + 1;
    let lines = 0;
    let wide = 0;
    for (; lines < LINES_LOOKED_AT && at < this.length; lines++) {
      if (this.lineWidth(at) === this.expected) wide++;
      at = this.lineEnd(at) + 1;
    }
    return lines > 0 && wide * 2 >= lines;
  }

  /** Whether a row that spans lines is rather several rows behind a stray quote. */
  private looksSwallowed(): boolean {
    const { expected } = this;
    if (expected === 0) return false;
    if (this.count !== expected) return this.lineWidth(this.next) === expected;
    // Right as it stands: only several lines that are all rows of their own speak against it.
    if (this.quotedLines < 2 || expected < 3) return false;
    let at = this.next;
    for (let line = 0; line <= this.quotedLines; line++) {
      if (this.lineWidth(at) !== expected) return false;
      at = this.lineEnd(at) + 1;
    }
    return true;
  }

  private lineEnd(from: number): number {
    const end = this.buf.indexOf(this.newline, from);
    return end < 0 || end > this.length ? this.length : end;
  }

  private lineWidth(from: number): number {
    return this.damaged.width(this.buf, from, this.lineEnd(from));
  }

  /** Reads the physical line at `next` with stray quotes taken as text, and tells the sink. */
  private rereadLine(): void {
    const from = this.next;
    const end = this.lineEnd(from);
    this.count = this.damaged.cutTo(this.expected, this.buf, from, end, this.places);
    this.hasEscapes = true;
    this.rowStart = from;
    this.rowEnd = end;
    if (this.count === this.expected || this.expected === 0) this.sink.row(this);
    else this.sink.badLine(this, 'stray-quote');
    this.line++;
    this.next = Math.min(end + 1, this.length);
  }
}
