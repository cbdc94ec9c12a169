import type { CodeArray } from '../engine/columns.ts';
import type { CodeChunks, DoubleChunks } from './bytes/growable.ts';
import { sortedSegments } from './sort-rows.ts';

/** A row that was taken back goes nowhere. */
export const NOWHERE = 0xffffffff;
const PARTITIONS = 512;

/** Rows in the order in which they are to be taken: from, up to and not including. */
export interface RowBlock {
  readonly from: number;
  readonly to: number;
}

/**
 * Moves columns from the order of reading to the order by person, then time. A row goes first to a partition of
 * neighbouring people, then to its place in it: each step writes to few places or to near ones, where going there at once
 * would wait for memory at every row.
 */
export class RowMoves {
  private readonly eventCount: number;
  /** By row as read: the place in the partitions, or NOWHERE. */
  private readonly first: Uint32Array;
  /** By place in the partitions: the place by person, in the same partition. */
  private readonly second: Uint32Array;
  /** Where the partitions begin, and the end of the last. */
  private readonly bounds: Uint32Array;
  /** By place by person and time: the place by person; `null` when these are the same. */
  private byTime: Uint32Array | null = null;
  /** Holds one partition. */
  private readonly between: ArrayBuffer;

  /**
   * `people` is the number of each row's person, or NOWHERE for a row taken back; it is used up. `personStart` has the rows'
   * number before each person.
   */
  constructor(people: Uint32Array, blocks: readonly RowBlock[], personStart: Uint32Array) {
    const personCount = personStart.length - 1;
    this.eventCount = personStart[personCount]!;
    // Where a row goes takes the place of whose it is.
    this.first = people;
    this.second = new Uint32Array(this.eventCount);
    const { first, second } = this;
    let shift = 0;
    while (personCount >>> shift > PARTITIONS) shift++;
    const bounds = new Uint32Array((personCount >>> shift) + 2);
    let widest = 0;
    for (let p = 0; p < bounds.length; p++) {
      bounds[p] = personStart[Math.min(p << shift, personCount)]!;
      if (p > 0) widest = Math.max(widest, bounds[p]! - bounds[p - 1]!);
    }
    this.bounds = bounds;
    this.between = new ArrayBuffer(widest * 8);
    const open = bounds.slice();
    for (const { from, to } of blocks) {
      for (let row = from; row < to; row++) {
        const person = first[row]!;
        if (person === NOWHERE) continue;
        const place = open[person >>> shift]!;
        open[person >>> shift] = place + 1;
        first[row] = place;
        second[place] = person;
      }
    }
    const next = personStart.slice(0, personCount);
    for (let place = 0; place < second.length; place++) {
      const person = second[place]!;
      second[place] = next[person]!;
      next[person]!++;
    }
  }

  /** The times in their final order, which later moves follow. The chunks are given up. */
  times(column: DoubleChunks, personStart: Uint32Array): Float64Array {
    const byPerson = this.doubles(column);
    this.byTime = sortedSegments(byPerson, personStart);
    return this.byTime === null ? byPerson : taken(byPerson, this.byTime, new Float64Array(this.eventCount));
  }

  doubles(column: DoubleChunks): Float64Array {
    const out = new Float64Array(this.eventCount);
    column.drain((chunk, from) => spread(chunk, from, this.first, out));
    return this.settle(out, new Float64Array(this.between), () => new Float64Array(this.eventCount));
  }

  /** Codes up to `max`. */
  codes<A extends CodeArray>(column: CodeChunks, newArray: (length: number, buffer?: ArrayBuffer) => A): A {
    const out = newArray(this.eventCount);
    column.drain((chunk, from) => spread(chunk, from, this.first, out));
    return this.settle(out, newArray(this.between.byteLength >> 3, this.between), () => newArray(this.eventCount));
  }

  /** A column that has one value per block. */
  constants(blocks: readonly RowBlock[], values: readonly number[]): Uint8Array {
    const out = new Uint8Array(this.eventCount);
    if (values.every((value) => value === values[0])) return out.fill(values[0] ?? 0);
    const { first } = this;
    blocks.forEach(({ from, to }, i) => {
      for (let row = from; row < to; row++) if (first[row] !== NOWHERE) out[first[row]!] = values[i]!;
    });
    return this.settle(out, new Uint8Array(this.between), () => new Uint8Array(this.eventCount));
  }

  /** Brings a column from the order of partitions to its own: each partition stays where it is. */
  private settle<A extends CodeArray | Float64Array>(column: A, between: A, newArray: () => A): A {
    const { second, bounds } = this;
    for (let p = 0; p + 1 < bounds.length; p++) {
      const from = bounds[p]!;
      const to = bounds[p + 1]!;
      for (let place = from; place < to; place++) between[place - from] = column[place]!;
      for (let place = from; place < to; place++) column[second[place]!] = between[place - from]!;
    }
    return this.byTime === null ? column : taken(column, this.byTime, newArray());
  }
}

function spread(chunk: CodeArray | Float64Array, from: number, first: Uint32Array, to: CodeArray | Float64Array): void {
  for (let i = 0; i < chunk.length; i++) {
    const place = first[from + i]!;
    if (place !== NOWHERE) to[place] = chunk[i]!;
  }
}

function taken<A extends CodeArray | Float64Array>(from: A, order: Uint32Array, to: A): A {
  for (let i = 0; i < order.length; i++) to[i] = from[order[i]!]!;
  return to;
}
