const LF = 10;
const CR = 13;
const SPACE = 32;

/** How a text is cut into cells. All are byte values. */
export interface Dialect {
  readonly delimiter: number;
  readonly quote: number;
  /** A byte that takes the next one literally inside quotes (`\`), or -1: only a doubled quote stands for one. */
  readonly escape: number;
  /** `cr` for files whose lines end in a lone carriage return. */
  readonly newline: 'lf' | 'cr';
  /** Whether blanks before an opening quote are skipped (`a, "b"`). */
  readonly skipBlanks: boolean;
}

/** What a scanner found, told row by row; the row's cells are read from the scanner. */
export interface RowSink {
  /** A row of `scanner.count` cells. */
  row(scanner: CsvScanner): void;
  /** A line that could not be cut into cells: `scanner.rowStart` to `scanner.rowEnd`. */
  badLine(scanner: CsvScanner, reason: 'stray-quote' | 'line-too-long'): void;
}

export const MAX_COLUMNS = 4096;
export const MAX_LINE_BYTES = 64 * 1024 * 1024;
/** A quoted cell that runs on for longer is looked at again, and given up at `QUOTED_LIMIT`. */
const RUN_ON_BYTES = 64 * 1024;
const QUOTED_LIMIT = 1024 * 1024;

const PLAIN = 0;
const DELIMITER = 1;
const NEWLINE = 2;

const COMPLETE = 0;
const NEED_MORE = 1;
const STRAY = 2;

/** How a line is read when its quotes are not in order. */
type QuoteReading = 'first-close' | 'last-close' | 'text';
const READINGS: readonly QuoteReading[] = ['first-close', 'last-close', 'text'];

/**
 * Cuts UTF-8 bytes into rows and cells without making a string. Feed it chunks; it calls the sink for every row. Cells
 * are byte ranges of `buf`, valid during the call only.
 *
 * A quote that was never meant as one must not swallow the rows behind it. When a quoted cell does not close as it
 * should, runs on implausibly, or closes in a row of the wrong width, the row's first line is read again with such quotes
 * taken as text: it is believed when its width is right.
 */
export class CsvScanner {
  buf: Uint8Array = new Uint8Array(1 << 18);
  /** Number of cells of the row; only the first MAX_COLUMNS have positions. */
  count = 0;
  readonly starts: Int32Array = new Int32Array(MAX_COLUMNS + 1);
  readonly ends: Int32Array = new Int32Array(MAX_COLUMNS + 1);
  /** 1 where a cell holds doubled or escaped quotes, which `cell` takes out. */
  readonly escaped: Uint8Array = new Uint8Array(MAX_COLUMNS + 1);
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
  private readonly classes = new Uint8Array(256);
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
    this.classes[dialect.delimiter] = DELIMITER;
    this.classes[dialect.newline === 'lf' ? LF : CR] = NEWLINE;
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
    if (this.escaped[index] === 0) {
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
      if (i + 1 < end && ((c === quote && buf[i + 1] === quote) || c === escapeByte)) i++;
      scratch[to++] = buf[i]!;
    }
    this.cellBuf = scratch;
    this.cellStart = 0;
    this.cellEnd = to;
  }

  private append(chunk: Uint8Array): void {
    // Two bytes stay free behind the data for the sentinels.
    if (this.length + chunk.length + 2 > this.buf.length) {
      const kept = this.length - this.next;
      const needed = kept + chunk.length + 2;
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
    const newline = this.dialect.newline === 'lf' ? LF : CR;
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
      this.rowStart = this.next;
      let state = this.readRow(final);
      if (state === STRAY && !final && this.lineEnd(this.next) >= this.length) state = NEED_MORE;
      if (state === NEED_MORE) {
        const waiting = this.length - this.next;
        if (waiting > MAX_LINE_BYTES) this.skipLongLine();
        else {
          this.retryAt = waiting >= 1 << 17 ? waiting * 2 : 0;
          break;
        }
      } else if (state === STRAY) this.rereadLine();
      else {
        const lines = 1 + this.quotedLines;
        this.sink.row(this);
        this.line += lines;
      }
    }
  }

  private skipLongLine(): void {
    this.rowEnd = this.next + 1000;
    this.sink.badLine(this, 'line-too-long');
    this.next = this.length;
    this.skipping = true;
  }

  /** Reads one row from `next`. On COMPLETE, `next` stands behind it. */
  private readRow(final: boolean): number {
    const { buf, length, starts, ends, escaped, classes } = this;
    const { quote, delimiter, skipBlanks } = this.dialect;
    const crlf = this.dialect.newline === 'lf';
    let i = this.next;
    let count = 0;
    this.quotedLines = 0;
    for (;;) {
      if (skipBlanks) while (buf[i] === SPACE && i < length) i++;
      const slot = Math.min(count, MAX_COLUMNS);
      if (buf[i] === quote && i < length) {
        const close = this.closingQuote(i, final);
        if (close < 0) return close === -1 ? NEED_MORE : STRAY;
        starts[slot] = i + 1;
        ends[slot] = close;
        escaped[slot] = this.sawEscape ? 1 : 0;
        i = close + 1;
        while (classes[buf[i]!] === PLAIN) i++;
      } else {
        starts[slot] = i;
        while (classes[buf[i]!] === PLAIN) i++;
        escaped[slot] = 0;
        ends[slot] = i;
        if (crlf && i > starts[slot]! && buf[i - 1] === CR && buf[i] === LF && (i < length || final))
          ends[slot] = i - 1;
      }
      count++;
      if (i >= length) {
        if (!final) return NEED_MORE;
        break;
      }
      if (buf[i] !== delimiter) break;
      i++;
    }
    this.count = count;
    this.rowEnd = Math.min(i, length);
    if (this.quotedLines > 0 && this.looksSwallowed()) return STRAY;
    this.next = Math.min(i + 1, length);
    return COMPLETE;
  }

  private sawEscape = false;

  /** Position of the quote that closes the one at `open`; -1 when more data is needed, -2 when it is a stray one. */
  private closingQuote(open: number, final: boolean): number {
    const { buf, length, classes } = this;
    const { quote, escape: escapeByte } = this.dialect;
    const newline = this.dialect.newline === 'lf' ? LF : CR;
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
      while ((buf[k] === SPACE || buf[k] === CR) && classes[buf[k]!] === PLAIN) k++;
      if (k >= length) return final ? j : -1;
      return classes[buf[k]!] === PLAIN ? -2 : j;
    }
  }

  /** Whether the quoted cell opened at `open`, not closed in the data so far, has gone on for too long. */
  private isRunOn(open: number): boolean {
    const waiting = this.length - open;
    if (waiting < RUN_ON_BYTES || this.quotedLines === 0) return false;
    return waiting > QUOTED_LIMIT || this.lineWidth(this.next) === this.expected;
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
    const end = this.buf.indexOf(this.dialect.newline === 'lf' ? LF : CR, from);
    return end < 0 || end > this.length ? this.length : end;
  }

  /** Width of the physical line at `from` when quotes that do not close in it are text. */
  private lineWidth(from: number): number {
    return this.cutLine(from, this.lineEnd(from), 'first-close', false);
  }

  /** Reads the physical line at `next` with stray quotes taken as text, and tells the sink. */
  private rereadLine(): void {
    const from = this.next;
    const end = this.lineEnd(from);
    let width = 0;
    for (const reading of READINGS) {
      width = this.cutLine(from, end, reading, true);
      if (width === this.expected || this.expected === 0) break;
    }
    this.rowStart = from;
    this.rowEnd = end;
    this.count = width;
    if (width === this.expected || this.expected === 0) this.sink.row(this);
    else this.sink.badLine(this, 'stray-quote');
    this.line++;
    this.next = Math.min(end + 1, this.length);
  }

  /**
   * Cuts `buf[from..end)` into cells and returns their number; keeps their places when `keep`. A quoted cell ends at its
   * first quote, which must stand before a delimiter, or else at the first quote that does; one without an end is text.
   */
  private cutLine(from: number, end: number, reading: QuoteReading, keep: boolean): number {
    const { buf, starts, ends, escaped } = this;
    const { quote, delimiter, skipBlanks } = this.dialect;
    const stop = end > from && buf[end - 1] === CR && this.dialect.newline === 'lf' ? end - 1 : end;
    let i = from;
    let count = 0;
    for (;;) {
      if (skipBlanks) while (i < stop && buf[i] === SPACE) i++;
      const slot = keep && count < MAX_COLUMNS ? count : MAX_COLUMNS;
      escaped[slot] = 0;
      const quoted = i < stop && buf[i] === quote;
      const close = quoted && reading !== 'text' ? this.closeWithin(i, stop, reading === 'last-close') : -1;
      if (close >= 0) {
        starts[slot] = i + 1;
        ends[slot] = close;
        escaped[slot] = this.sawEscape ? 1 : 0;
        i = close + 1;
        while (i < stop && buf[i] !== delimiter) i++;
      } else {
        // The stray quote itself is left out of the cell.
        starts[slot] = quoted ? i + 1 : i;
        while (i < stop && buf[i] !== delimiter) i++;
        ends[slot] = Math.max(i, starts[slot]!);
        if (quoted && i > starts[slot]! && buf[i - 1] === quote) ends[slot] = i - 1;
      }
      count++;
      if (i >= stop) return count;
      i++;
    }
  }

  private closeWithin(open: number, stop: number, skips: boolean): number {
    const { buf } = this;
    const { quote, delimiter } = this.dialect;
    this.sawEscape = false;
    for (let j = open + 1; j < stop; j++) {
      if (buf[j] !== quote) continue;
      if (j + 1 < stop && buf[j + 1] === quote) {
        this.sawEscape = true;
        j++;
        continue;
      }
      let k = j + 1;
      while (k < stop && buf[k] === SPACE) k++;
      if (k >= stop || buf[k] === delimiter) return j;
      if (!skips) return -1;
    }
    return -1;
  }
}
