import { MAX_COLUMNS, type RowRun } from '../table.ts';
import { CR, type Dialect, LF, SPACE } from './cells.ts';

const MOST_ROWS = 1024;
const MOST_CELLS = 1 << 16;
/** Columns that lie a power of two apart would push each other out of the cache. */
const GAP = 16;

/**
 * Cuts rows that need no second thought: each of the right width, on one line, its quotes where they belong and none
 * within a cell. Whatever else stands in the bytes ends the run and is left to the scanner.
 */
export class CsvRun implements RowRun {
  readonly count: number;
  readonly starts: readonly Int32Array[];
  readonly ends: readonly Int32Array[];
  readonly accepted: Uint8Array;
  rows = 0;
  buf: Uint8Array = NO_BYTES;
  view: DataView = NO_VIEW;
  line = 0;
  rowStart = 0;
  rowEnd = 0;
  expected: number;
  stopped = false;
  cellBuf: Uint8Array = NO_BYTES;
  cellStart = 0;
  cellEnd = 0;
  /** The line of the first row. */
  firstLine = 0;

  private readonly dialect: Dialect;
  private readonly newline: number;
  private readonly mostRows: number;
  private readonly stride: number;
  private readonly allStarts: Int32Array;
  private readonly allEnds: Int32Array;
  private row = 0;

  constructor(dialect: Dialect, width: number) {
    this.dialect = dialect;
    this.newline = dialect.newline === 'lf' ? LF : CR;
    this.count = width;
    this.expected = width;
    this.mostRows = Math.max(GAP, Math.min(MOST_ROWS, Math.floor(MOST_CELLS / width)));
    this.stride = this.mostRows + GAP;
    this.allStarts = new Int32Array(width * this.stride);
    this.allEnds = new Int32Array(width * this.stride);
    const column = (all: Int32Array, k: number): Int32Array =>
      all.subarray(k * this.stride, k * this.stride + this.mostRows);
    this.starts = Array.from({ length: width }, (_, k) => column(this.allStarts, k));
    this.ends = Array.from({ length: width }, (_, k) => column(this.allEnds, k));
    this.accepted = new Uint8Array(this.mostRows);
  }

  static fits(width: number): boolean {
    return width > 0 && width <= MAX_COLUMNS;
  }

  at(row: number): void {
    this.row = row;
    this.line = this.firstLine + row;
    this.rowStart = this.starts[0]![row]!;
    this.rowEnd = this.ends[this.count - 1]![row]!;
  }

  cell(index: number): void {
    this.cellBuf = this.buf;
    this.cellStart = index < this.count ? this.starts[index]![this.row]! : 0;
    this.cellEnd = index < this.count ? this.ends[index]![this.row]! : 0;
  }

  /**
   * Cuts `buf[from..length)` and returns where the first row begins that was not cut. Behind `length` the buffer has the
   * byte that ends lines, and three more.
   */
  cut(buf: Uint8Array, from: number, length: number, line: number): number {
    const { newline, allStarts, allEnds, stride, mostRows } = this;
    const { quote, delimiter, escape: escapeByte, skipBlanks } = this.dialect;
    const delimiters = Math.imul(delimiter, ONES);
    const newlines = Math.imul(newline, ONES);
    if (buf !== this.buf) this.view = new DataView(buf.buffer, buf.byteOffset, buf.length);
    const { view } = this;
    const end = this.count * stride;
    let next = from;
    let row = 0;
    cutting: for (; row < mostRows && next < length; row++) {
      let i = next;
      for (let place = row; ; ) {
        let c = buf[i]!;
        if (c === quote) {
          allStarts[place] = ++i;
          for (c = buf[i]!; c !== quote; c = buf[++i]!) if (c === newline || c === escapeByte) break cutting;
          allEnds[place] = i;
          c = buf[++i]!;
          if (c === CR && newline === LF) c = buf[++i]!;
        } else if (c === SPACE && skipBlanks) break cutting;
        else {
          const start = i;
          allStarts[place] = start;
          for (;;) {
            const word = view.getInt32(i, true);
            const d = word ^ delimiters;
            const n = word ^ newlines;
            const found = (((d - ONES) & ~d) | ((n - ONES) & ~n)) & HIGHS;
            if (found !== 0) {
              i += (31 - Math.clz32(found & -found)) >> 3;
              break;
            }
            i += 4;
          }
          c = buf[i]!;
          allEnds[place] = c === LF && i > start && buf[i - 1] === CR ? i - 1 : i;
        }
        place += stride;
        if (c === delimiter && place < end) i++;
        else if (c === newline && place >= end && i < length) break;
        else break cutting;
      }
      next = i + 1;
    }
    this.buf = buf;
    this.rows = row;
    this.firstLine = line;
    return next;
  }
}

const NO_BYTES = new Uint8Array(0);
const NO_VIEW = new DataView(NO_BYTES.buffer);
const ONES = 0x01010101;
const HIGHS = 0x80808080 | 0;
