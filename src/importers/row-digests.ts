import type { Part } from './part.ts';
import { isBlankRow } from './row-counter.ts';
import { type BadLine, MAX_COLUMNS, type RowCells, type RowRun, type RowSink } from './table.ts';

const START = 1024;

/**
 * The rows of a source part as 64-bit digests, two numbers each (high, low), in the order in which they were accepted. A
 * row with an id of its own is known by that, every other one by all of its cells. Seeded by the journey's salt.
 */
export class RowDigests {
  count = 0;
  /** Of rows that the file holds too, and that were left out because their people were forgotten. */
  refused: RowDigests | null = null;
  private words = new Uint32Array(START * 2);

  add(high: number, low: number): void {
    if (this.count * 2 === this.words.length) {
      const wider = new Uint32Array(this.words.length * 2);
      wider.set(this.words);
      this.words = wider;
    }
    this.words[this.count * 2] = high;
    this.words[this.count * 2 + 1] = low;
    this.count++;
  }

  /** A view, valid until the next `add`. */
  view(): Uint32Array {
    return this.words.subarray(0, this.count * 2);
  }
}

/** A multiset of digests. */
export class DigestBag {
  private slots: Uint32Array;
  private counts: Uint32Array;
  private mask: number;
  private used = 0;

  constructor(...digests: readonly Uint32Array[]) {
    const rows = digests.reduce((sum, { length }) => sum + length / 2, 0);
    let size = START;
    while (size * 3 < rows * 5) size *= 2;
    this.slots = new Uint32Array(size * 2);
    this.counts = new Uint32Array(size);
    this.mask = size - 1;
    for (const each of digests) for (let i = 0; i < each.length; i += 2) this.add(each[i]!, each[i + 1]!);
  }

  add(high: number, low: number): void {
    const at = this.find(high, low);
    if (this.slots[at * 2 + 1] === 0) {
      this.slots[at * 2] = high;
      this.slots[at * 2 + 1] = low;
      this.used++;
    }
    this.counts[at]!++;
    if (this.used * 5 > (this.mask + 1) * 3) this.grow();
  }

  /** Takes one such digest out; whether there was one. */
  take(high: number, low: number): boolean {
    const at = this.find(high, low);
    if (this.counts[at] === 0) return false;
    this.counts[at]!--;
    return true;
  }

  /** Takes out of the bag what `digests` has in common with it; how many rows that is. */
  takeAll(digests: Uint32Array): number {
    let taken = 0;
    for (let i = 0; i < digests.length; i += 2) if (this.take(digests[i]!, digests[i + 1]!)) taken++;
    return taken;
  }

  /** The slot of the digest, or the free one where it belongs. The low half of a digest is never 0. */
  private find(high: number, low: number): number {
    const { slots, mask } = this;
    for (let at = high & mask; ; at = (at + 1) & mask) {
      const found = slots[at * 2 + 1]!;
      if (found === 0 || (found === low && slots[at * 2] === high)) return at;
    }
  }

  private grow(): void {
    const { slots, counts } = this;
    this.slots = new Uint32Array(slots.length * 2);
    this.counts = new Uint32Array(counts.length * 2);
    this.mask = this.mask * 2 + 1;
    for (let from = 0; from < counts.length; from++) {
      const low = slots[from * 2 + 1]!;
      if (low === 0) continue;
      const to = this.find(slots[from * 2]!, low);
      this.slots[to * 2] = slots[from * 2]!;
      this.slots[to * 2 + 1] = low;
      this.counts[to] = counts[from]!;
    }
  }
}

/** How many rows two multisets have in common: equal rows count as often as in the one that has fewer. */
export function commonRows(a: Uint32Array, b: Uint32Array): number {
  return new DigestBag(a).takeAll(b);
}

/** Rows that are here already, and in what: each of them is left out as often as it is in the bag. */
export interface HereAlready {
  readonly rows: DigestBag;
  readonly name: string;
}

export interface DigestingOptions {
  readonly part: Part;
  readonly inner: RowSink;
  readonly headerLine: number;
  readonly seed: number;
  /** The column of the rows' own ids, -1 without. */
  readonly idColumn: number;
  /** Hears of every accepted row. */
  readonly digests: RowDigests;
  readonly here: HereAlready | null;
}

/** Notes the digests of the rows that the inner sink accepts, and keeps from it what is here already. */
export class DigestingSink implements RowSink {
  readonly rows: ((run: RowRun) => void) | undefined;
  private readonly options: DigestingOptions;
  private high = 0;
  private low = 0;

  constructor(options: DigestingOptions) {
    this.options = options;
    const { inner, here, idColumn } = options;
    const { rows } = inner;
    if (rows === undefined || here !== null || idColumn >= 0) return;
    this.rows = (run) => {
      rows(run);
      this.digestAccepted(run);
    };
  }

  row(row: RowCells): void {
    const { part, inner, headerLine, here, digests } = this.options;
    if (row.line <= headerLine) {
      inner.row(row);
      return;
    }
    this.digest(row);
    const { high, low } = this;
    if (here?.rows.take(high, low) && !isBlankRow(row)) {
      part.rowsRead++;
      part.exclude('already-here', here.name, row.line);
      return;
    }
    const { rowsAccepted, forgottenRows } = part;
    inner.row(row);
    if (part.rowsAccepted > rowsAccepted) digests.add(high, low);
    if (part.forgottenRows > forgottenRows) {
      digests.refused ??= new RowDigests();
      digests.refused.add(high, low);
    }
  }

  private digestAccepted(run: RowRun): void {
    const { digests } = this.options;
    const { buf, starts, ends, accepted, count } = run;
    for (let row = 0; row < run.rows; row++) {
      if (accepted[row] === 0) continue;
      this.begin();
      let last = count - 1;
      while (last > 0 && starts[last]![row] === ends[last]![row]) last--;
      for (let k = 0; k <= last; k++) this.add(buf, starts[k]![row]!, ends[k]![row]!);
      this.finish(0);
      digests.add(this.high, this.low);
    }
  }

  badLine(row: RowCells, reason: BadLine): void {
    this.options.inner.badLine(row, reason);
  }

  flush(): void {
    this.options.inner.flush?.();
  }

  private digest(row: RowCells): void {
    const { idColumn } = this.options;
    this.begin();
    if (idColumn >= 0 && idColumn < row.count) {
      row.cell(idColumn);
      if (row.cellEnd > row.cellStart) {
        this.add(row.cellBuf, row.cellStart, row.cellEnd);
        this.finish(1);
        return;
      }
    }
    let last = Math.min(row.count, MAX_COLUMNS) - 1;
    // A row cut short says the same as one with empty cells at its end.
    for (; last > 0; last--) {
      row.cell(last);
      if (row.cellEnd > row.cellStart) break;
    }
    for (let k = 0; k <= last; k++) {
      row.cell(k);
      this.add(row.cellBuf, row.cellStart, row.cellEnd);
    }
    this.finish(0);
  }

  private begin(): void {
    const { seed } = this.options;
    this.high = seed ^ 0x9e3779b9;
    this.low = ~seed;
  }

  /** Adds the cell `bytes[start..end)`. */
  private add(bytes: Uint8Array, start: number, end: number): void {
    let { high, low } = this;
    let i = start;
    for (; i + 4 <= end; i += 4) {
      const word = bytes[i]! | (bytes[i + 1]! << 8) | (bytes[i + 2]! << 16) | (bytes[i + 3]! << 24);
      high = Math.imul(high ^ word, 0x85ebca6b);
      high ^= high >>> 15;
      low = Math.imul(low + word, 0xc2b2ae35);
      low ^= low >>> 13;
    }
    let rest = end - start + 1;
    for (; i < end; i++) rest = (rest << 8) | bytes[i]!;
    high = Math.imul(high ^ rest, 0x27d4eb2f);
    this.high = high ^ (high >>> 15);
    low = Math.imul(low + rest, 0x165667b1);
    this.low = low ^ (low >>> 13);
  }

  private finish(kind: number): void {
    this.high = mixed(this.high ^ kind) >>> 0;
    // Zero stands for a free slot.
    this.low = (mixed(this.low + kind) | 1) >>> 0;
  }
}

function mixed(hash: number): number {
  const a = Math.imul(hash ^ (hash >>> 16), 0x7feb352d);
  const b = Math.imul(a ^ (a >>> 15), 0x846ca68b);
  return b ^ (b >>> 16);
}
