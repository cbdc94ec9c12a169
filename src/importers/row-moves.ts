import type { CodeArray } from '../engine/columns.ts';
import type { CodeChunks, DoubleChunks } from './bytes/growable.ts';
import { sortedSegments } from './sort-rows.ts';

/** A row that was taken back goes nowhere. */
const NOWHERE = 0xffffffff;
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
  /** By place in the partitions: the place by person. */
  private readonly second: Uint32Array;
  /** By place by person and time: the place by person; `null` when these are the same. */
  private byTime: Uint32Array | null = null;
  private readonly between: ArrayBuffer;

  /**
   * `personAt(row)` is the number of the row's person, or -1 for a row taken back; it is asked once per row, block by block.
   * `personStart` has the rows' number before each person.
   */
  constructor(
    rows: number,
    blocks: readonly RowBlock[],
    personStart: Uint32Array,
    personAt: (row: number, block: number) => number,
  ) {
    const personCount = personStart.length - 1;
    this.eventCount = personStart[personCount]!;
    this.first = new Uint32Array(rows).fill(NOWHERE);
    this.second = new Uint32Array(this.eventCount);
    this.between = new ArrayBuffer(this.eventCount * 8);
    const { first, second } = this;
    let shift = 0;
    while (personCount >>> shift > PARTITIONS) shift++;
    const open = new Uint32Array((personCount >>> shift) + 1);
    for (let p = 0; p < open.length; p++) open[p] = personStart[Math.min(p << shift, personCount)]!;
    blocks.forEach(({ from, to }, block) => {
      for (let row = from; row < to; row++) {
        const person = personAt(row, block);
        if (person < 0) continue;
        const place = open[person >>> shift]!;
        open[person >>> shift] = place + 1;
        first[row] = place;
        second[place] = person;
      }
    });
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
    const between = new Float64Array(this.between);
    column.drain((chunk, from) => spread(chunk, from, this.first, between));
    return this.settle(between, () => new Float64Array(this.eventCount));
  }

  /** Codes up to `max`. */
  codes<A extends CodeArray>(column: CodeChunks, newArray: (length: number, buffer?: ArrayBuffer) => A): A {
    const between = newArray(this.eventCount, this.between);
    column.drain((chunk, from) => spread(chunk, from, this.first, between));
    return this.settle(between, () => newArray(this.eventCount));
  }

  /** A column that has one value per block. */
  constants(blocks: readonly RowBlock[], values: readonly number[]): Uint8Array {
    if (values.every((value) => value === values[0])) return new Uint8Array(this.eventCount).fill(values[0] ?? 0);
    const between = new Uint8Array(this.between, 0, this.eventCount);
    const { first } = this;
    blocks.forEach(({ from, to }, i) => {
      for (let row = from; row < to; row++) if (first[row] !== NOWHERE) between[first[row]!] = values[i]!;
    });
    return this.settle(between, () => new Uint8Array(this.eventCount));
  }

  private settle<A extends CodeArray | Float64Array>(between: A, newArray: () => A): A {
    const { second } = this;
    const byPerson = newArray();
    for (let place = 0; place < second.length; place++) byPerson[second[place]!] = between[place]!;
    return this.byTime === null ? byPerson : taken(byPerson, this.byTime, newArray());
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
