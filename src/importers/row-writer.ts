import type { BadLine, RowCells, RowSink } from './table.ts';

const encoder = new TextEncoder();
const BUFFER_BYTES = 1 << 18;
const BAD_KEPT = 4096;

/** Puts rows together cell by cell, for formats whose cells do not lie in the file as text, and tells them to a sink. */
export class RowWriter implements RowCells {
  buf: Uint8Array = new Uint8Array(BUFFER_BYTES);
  readonly count: number;
  line = 0;
  rowStart = 0;
  rowEnd = 0;
  expected: number;
  stopped = false;
  cellBuf: Uint8Array = this.buf;
  cellStart = 0;
  cellEnd = 0;
  private readonly starts: Int32Array;
  private readonly ends: Int32Array;
  private readonly sink: RowSink;
  private used = 0;

  constructor(width: number, sink: RowSink) {
    this.count = width;
    this.expected = width;
    this.sink = sink;
    this.starts = new Int32Array(width);
    this.ends = new Int32Array(width);
  }

  /** Begins a row of empty cells; what was put since the last row is forgotten. */
  begin(line: number): void {
    if (this.rowEnd > this.buf.length >> 1) {
      this.sink.flush?.();
      this.rowEnd = 0;
    }
    this.line = line;
    this.rowStart = this.rowEnd;
    this.used = this.rowEnd;
    this.starts.fill(0);
    this.ends.fill(0);
  }

  /** Sets a cell to `bytes[from..to)`. */
  put(column: number, bytes: Uint8Array, from: number, to: number): void {
    const start = this.reserve(to - from);
    if (to - from < 32) for (let i = from; i < to; i++) this.buf[this.used++] = bytes[i]!;
    else {
      this.buf.set(bytes.subarray(from, to), start);
      this.used += to - from;
    }
    this.starts[column] = start;
    this.ends[column] = this.used;
  }

  putText(column: number, text: string): void {
    const start = this.reserve(text.length * 3);
    this.used += encoder.encodeInto(text, this.buf.subarray(start)).written;
    this.starts[column] = start;
    this.ends[column] = this.used;
  }

  /** Makes room for a cell of at most `bytes` and returns where it begins; `endCell` says where it ends. */
  reserve(bytes: number): number {
    if (this.used + bytes > this.buf.length) {
      // The former buffer stays with whoever still needs its bytes.
      const wider = new Uint8Array(Math.max(this.buf.length * 2, this.used + bytes));
      wider.set(this.buf.subarray(0, this.used));
      this.buf = wider;
    }
    return this.used;
  }

  endCell(column: number, end: number): void {
    this.starts[column] = this.used;
    this.ends[column] = end;
    this.used = end;
  }

  tell(): void {
    this.rowEnd = this.used;
    this.sink.row(this);
  }

  /** Tells of a piece of the file that gave no row. */
  tellBad(line: number, bytes: Uint8Array, from: number, to: number, reason: BadLine): void {
    this.begin(line);
    const kept = bytes.subarray(from, Math.min(to, from + BAD_KEPT));
    this.reserve(kept.length);
    this.buf.set(kept, this.used);
    this.rowEnd = this.used + kept.length;
    this.sink.badLine(this, reason);
  }

  end(): void {
    this.sink.flush?.();
  }

  cell(index: number): void {
    this.cellBuf = this.buf;
    this.cellStart = index < this.count ? this.starts[index]! : 0;
    this.cellEnd = index < this.count ? this.ends[index]! : 0;
  }
}
