import type { CodeArray } from '../../engine/columns.ts';

const CHUNK_BITS = 16;
const CHUNK_ROWS = 1 << CHUNK_BITS;
const CHUNK_MASK = CHUNK_ROWS - 1;

/** The narrowest array for codes up to `max`, in `buffer` when one is given. */
export function codeArray(length: number, max: number, buffer?: ArrayBuffer): CodeArray {
  const width = max < 0x100 ? 1 : max < 0x10000 ? 2 : 4;
  const bytes = buffer ?? new ArrayBuffer(length * width);
  if (width === 1) return new Uint8Array(bytes, 0, length);
  return width === 2 ? new Uint16Array(bytes, 0, length) : new Uint32Array(bytes, 0, length);
}

/** A growing column of codes in chunks; each chunk is as wide as the codes it holds need. */
export class CodeChunks {
  length = 0;
  private readonly chunks: CodeArray[] = [];
  private current: CodeArray = new Uint8Array(0);
  private limit = 0;

  push(code: number): void {
    const at = this.length & CHUNK_MASK;
    if (at === 0) this.open(new Uint8Array(CHUNK_ROWS));
    if (code >= this.limit) this.widen(code, at);
    this.current[at] = code;
    this.length++;
  }

  /** Appends `codes[from..to)`, each with `more` added. */
  pushMany(codes: Int32Array, from: number, to: number, more = 0): void {
    for (let next = from; next < to; ) {
      const at = this.length & CHUNK_MASK;
      if (at === 0) this.open(new Uint8Array(CHUNK_ROWS));
      const room = Math.min(CHUNK_ROWS - at, to - next);
      let most = 0;
      for (let k = next; k < next + room; k++) most = Math.max(most, codes[k]!);
      if (most + more >= this.limit) this.widen(most + more, at);
      const { current } = this;
      for (let k = 0; k < room; k++) current[at + k] = codes[next + k]! + more;
      this.length += room;
      next += room;
    }
  }

  get(row: number): number {
    return this.chunks[row >>> CHUNK_BITS]![row & CHUNK_MASK]!;
  }

  /** Appends zeros up to `length`. */
  padTo(length: number): void {
    while (this.length < length) {
      const at = this.length & CHUNK_MASK;
      if (at === 0) this.open(new Uint8Array(CHUNK_ROWS));
      const count = Math.min(CHUNK_ROWS - at, length - this.length);
      this.length += count;
    }
  }

  /** Reads codes by row, quickest for rows that follow each other. */
  reader(): (row: number) => number {
    let chunk: CodeArray = EMPTY;
    let at = -1;
    return (row) => {
      if (row >>> CHUNK_BITS !== at) {
        at = row >>> CHUNK_BITS;
        chunk = this.chunks[at]!;
      }
      return chunk[row & CHUNK_MASK]!;
    };
  }

  /** Hands out the column chunk by chunk, with the row each begins at, and gives each up. */
  drain(take: (chunk: CodeArray, from: number) => void): void {
    for (let i = 0; i < this.chunks.length; i++) {
      const from = i << CHUNK_BITS;
      take(this.chunks[i]!.subarray(0, Math.min(CHUNK_ROWS, this.length - from)), from);
      this.chunks[i] = EMPTY;
    }
    this.current = EMPTY;
  }

  private open(chunk: CodeArray): void {
    this.chunks.push(chunk);
    this.current = chunk;
    this.limit = 0x100;
  }

  private widen(code: number, used: number): void {
    const wider = codeArray(CHUNK_ROWS, code);
    wider.set(this.current.subarray(0, used));
    this.chunks[this.chunks.length - 1] = wider;
    this.current = wider;
    this.limit = code < 0x10000 ? 0x10000 : 0x100000000;
  }
}

const EMPTY = new Uint8Array(0);

/** Doubles that are whole numbers of 32 bits once `base` is taken off: `(base + code) * times / per`. */
interface PackedDoubles {
  readonly codes: Uint32Array;
  readonly base: number;
  readonly times: number;
  readonly per: number;
}

/** Stands for NaN. */
const GAP = 0xffffffff;
/** Whole milliseconds among microseconds, and cents. */
const UNITS = [
  { times: 1000, per: 1 },
  { times: 1, per: 100 },
] as const;

/** The values as packed, if every one of them comes back as it was; else `null`. */
function packed(values: Float64Array): PackedDoubles | null {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  if (least === Number.POSITIVE_INFINITY) least = most = 0;
  for (const { times, per } of UNITS) {
    const base = Math.floor((least * per) / times);
    if (!((most * per) / times - base < GAP)) continue;
    const codes = new Uint32Array(values.length);
    if (packInto(codes, values, base, times, per)) return { codes, base, times, per };
  }
  return null;
}

function packInto(codes: Uint32Array, values: Float64Array, base: number, times: number, per: number): boolean {
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (Number.isNaN(value)) {
      codes[i] = GAP;
      continue;
    }
    const code = Math.round((value * per) / times) - base;
    if (!Object.is(((base + code) * times) / per, value)) return false;
    codes[i] = code;
  }
  return true;
}

function unpack({ codes, base, times, per }: PackedDoubles, values: Float64Array): Float64Array {
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i]!;
    values[i] = code === GAP ? Number.NaN : ((base + code) * times) / per;
  }
  return values;
}

/** A growing column of doubles in chunks. Full chunks take half the space where that loses nothing. */
export class DoubleChunks {
  length = 0;
  /** The full ones. */
  private readonly chunks: (Float64Array | PackedDoubles)[] = [];
  private current: Float64Array = NONE;
  private readonly pad: number;

  /** `pad` fills the places that `padTo` adds. */
  constructor(pad: number) {
    this.pad = pad;
  }

  push(value: number): void {
    const at = this.length & CHUNK_MASK;
    if (at === 0) this.open();
    this.current[at] = value;
    this.length++;
  }

  /** Appends `values[from..to)`. */
  pushMany(values: Float64Array, from: number, to: number): void {
    for (let next = from; next < to; ) {
      const at = this.length & CHUNK_MASK;
      if (at === 0) this.open();
      const room = Math.min(CHUNK_ROWS - at, to - next);
      const { current } = this;
      for (let k = 0; k < room; k++) current[at + k] = values[next + k]!;
      this.length += room;
      next += room;
    }
  }

  get(row: number): number {
    const chunk = this.chunks[row >>> CHUNK_BITS] ?? this.current;
    const at = row & CHUNK_MASK;
    if (chunk instanceof Float64Array) return chunk[at]!;
    const code = chunk.codes[at]!;
    return code === GAP ? Number.NaN : ((chunk.base + code) * chunk.times) / chunk.per;
  }

  set(row: number, value: number): void {
    const index = row >>> CHUNK_BITS;
    let chunk = this.chunks[index] ?? this.current;
    if (!(chunk instanceof Float64Array)) {
      chunk = unpack(chunk, new Float64Array(CHUNK_ROWS));
      this.chunks[index] = chunk;
    }
    chunk[row & CHUNK_MASK] = value;
  }

  padTo(length: number): void {
    while (this.length < length) {
      const at = this.length & CHUNK_MASK;
      if (at === 0) this.open();
      const count = Math.min(CHUNK_ROWS - at, length - this.length);
      this.current.fill(this.pad, at, at + count);
      this.length += count;
    }
  }

  /** Hands out the column chunk by chunk, valid during the call, with the row each begins at, and gives each up. */
  drain(take: (chunk: Float64Array, from: number) => void): void {
    const unpacked = new Float64Array(CHUNK_ROWS);
    for (let from = 0; from < this.length; from += CHUNK_ROWS) {
      const index = from >>> CHUNK_BITS;
      const chunk = this.chunks[index] ?? this.current;
      const values = chunk instanceof Float64Array ? chunk : unpack(chunk, unpacked);
      take(values.subarray(0, Math.min(CHUNK_ROWS, this.length - from)), from);
      this.chunks[index] = NONE;
    }
    this.current = NONE;
  }

  /** Makes room for the next chunk; a full one that can be packed leaves its own. */
  private open(): void {
    if (this.length > 0) {
      const full = packed(this.current);
      this.chunks.push(full ?? this.current);
      if (full !== null) return;
    }
    this.current = new Float64Array(CHUNK_ROWS);
  }
}

const NONE = new Float64Array(0);

/** Numbers by index, growing as indices appear; what was never set is `initial`. */
export class NumberTable {
  private values: Float64Array;
  private readonly initial: number;

  constructor(initial: number) {
    this.initial = initial;
    this.values = new Float64Array(1024).fill(initial);
  }

  get(index: number): number {
    return index < this.values.length ? this.values[index]! : this.initial;
  }

  set(index: number, value: number): void {
    if (index >= this.values.length) {
      const wider = new Float64Array(Math.max(index + 1, this.values.length * 2)).fill(this.initial);
      wider.set(this.values);
      this.values = wider;
    }
    this.values[index] = value;
  }
}

/** A set of small whole numbers, one bit each. */
export class BitSet {
  private words: Uint32Array = new Uint32Array(32);

  add(index: number): void {
    const word = index >>> 5;
    if (word >= this.words.length) {
      const wider = new Uint32Array(Math.max(word + 1, this.words.length * 2));
      wider.set(this.words);
      this.words = wider;
    }
    this.words[word]! |= 1 << (index & 31);
  }

  has(index: number): boolean {
    return ((this.words[index >>> 5] ?? 0) & (1 << (index & 31))) !== 0;
  }
}
