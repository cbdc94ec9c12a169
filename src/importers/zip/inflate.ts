/** Packed bytes as they come: more of them can follow as long as `ended` is false. */
export interface PackedInput {
  buf: Uint8Array;
  /** Where the next byte stands, and where the bytes at hand end. */
  at: number;
  length: number;
  ended: boolean;
}

/** What the reading of packed bytes waits for. */
export type InflateState = 'more' | 'full' | 'done';

const WINDOW = 32_768;
const OUTPUT = 262_144;
/** The longest head of a block: 14 bits, 19 lengths of 3, and 318 lengths of at most 14. */
const MOST_HEAD_BYTES = 600;
/** The longest symbol with what follows it: 15 + 5 + 15 + 13 bits. */
const MOST_SYMBOL_BYTES = 8;
const LONGEST_MATCH = 258;

const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
const LENGTH_EXTRA = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const DISTANCE_EXTRA = Array.from({ length: 30 }, (_, i) => Math.max(0, (i >> 1) - 1));
const LENGTH_BASE = [...basesFrom(3, LENGTH_EXTRA).slice(0, 28), LONGEST_MATCH];
const DISTANCE_BASE = basesFrom(1, DISTANCE_EXTRA);

function basesFrom(first: number, extras: readonly number[]): number[] {
  let base = first;
  return extras.map((bits) => {
    const here = base;
    base += 1 << bits;
    return here;
  });
}

/** Codes by their bits: what stands for the next `bits` bits is `symbol << 4 | length`, 0 for no code. */
interface Codes {
  readonly table: Uint16Array;
  readonly bits: number;
}

/**
 * Unpacks one deflate stream (RFC 1951) and leaves the input behind its last byte, which the browser's own way does not
 * tell. Throws an `Error` when the bytes are damaged.
 */
export class Inflater {
  /** What was unpacked stands in `out[from..to)` until the next `run`. */
  readonly out: Uint8Array = new Uint8Array(WINDOW + OUTPUT + LONGEST_MATCH);
  from = 0;
  to = 0;
  private readonly input: PackedInput;
  private bits = 0;
  private bitCount = 0;
  private state: 'head' | 'stored' | 'codes' | 'done' = 'head';
  private isLast = false;
  private storedLeft = 0;
  private lengths: Codes = FIXED_LENGTHS;
  private distances: Codes = FIXED_DISTANCES;

  constructor(input: PackedInput) {
    this.input = input;
  }

  /** Unpacks until more input is needed, the output is full, or the stream has ended. */
  run(): InflateState {
    this.keepWindow();
    for (;;) {
      if (this.state === 'done') return 'done';
      if (this.to >= WINDOW + OUTPUT) return 'full';
      const state = this.state === 'head' ? this.head() : this.state === 'stored' ? this.stored() : this.symbols();
      if (state !== null) return state;
    }
  }

  private keepWindow(): void {
    if (this.to > WINDOW + OUTPUT / 2) {
      this.out.copyWithin(0, this.to - WINDOW, this.to);
      this.to = WINDOW;
    }
    this.from = this.to;
  }

  private has(bytes: number): boolean {
    const { input } = this;
    return input.ended || input.length - input.at >= bytes;
  }

  private need(count: number): void {
    const { input } = this;
    while (this.bitCount < count) {
      if (input.at >= input.length) throw new Error('it is cut off');
      this.bits |= input.buf[input.at++]! << this.bitCount;
      this.bitCount += 8;
    }
  }

  private take(count: number): number {
    if (count === 0) return 0;
    this.need(count);
    const value = this.bits & ((1 << count) - 1);
    this.bits >>>= count;
    this.bitCount -= count;
    return value;
  }

  /** The next symbol. Near the end there may be fewer bits than the longest code has. */
  private symbol({ table, bits }: Codes): number {
    const { input } = this;
    while (this.bitCount < bits && input.at < input.length) {
      this.bits |= input.buf[input.at++]! << this.bitCount;
      this.bitCount += 8;
    }
    const entry = table[this.bits & ((1 << bits) - 1)]!;
    const length = entry & 15;
    if (entry === 0) throw new Error('it has a code that means nothing');
    if (length > this.bitCount) throw new Error('it is cut off');
    this.bits >>>= length;
    this.bitCount -= length;
    return entry >> 4;
  }

  /** Gives whole bytes that were taken too early back to the input. */
  private align(): void {
    this.input.at -= this.bitCount >> 3;
    this.bits = 0;
    this.bitCount = 0;
  }

  private endBlock(): null {
    if (this.isLast) this.align();
    this.state = this.isLast ? 'done' : 'head';
    return null;
  }

  private head(): InflateState | null {
    if (!this.has(MOST_HEAD_BYTES)) return 'more';
    this.isLast = this.take(1) === 1;
    const kind = this.take(2);
    if (kind === 0) {
      this.align();
      const { input } = this;
      if (input.length - input.at < 4) throw new Error('it is cut off');
      const [a, b, c, d] = input.buf.subarray(input.at, input.at + 4) as unknown as [number, number, number, number];
      if ((a ^ c) !== 0xff || (b ^ d) !== 0xff) throw new Error('a length is damaged');
      input.at += 4;
      this.storedLeft = a | (b << 8);
      this.state = 'stored';
    } else if (kind === 1) {
      this.lengths = FIXED_LENGTHS;
      this.distances = FIXED_DISTANCES;
      this.state = 'codes';
    } else if (kind === 2) {
      this.readCodes();
      this.state = 'codes';
    } else throw new Error('it has a block of no kind');
    return null;
  }

  private readCodes(): void {
    const lengthCount = this.take(5) + 257;
    const distanceCount = this.take(5) + 1;
    const orderCount = this.take(4) + 4;
    if (lengthCount > 286 || distanceCount > 30) throw new Error('it has too many codes');
    const orders = new Uint8Array(19);
    for (let k = 0; k < orderCount; k++) orders[ORDER[k]!] = this.take(3);
    const codes = codesOf(orders);
    const all = new Uint8Array(lengthCount + distanceCount);
    for (let k = 0; k < all.length; ) {
      const symbol = this.symbol(codes);
      if (symbol < 16) {
        all[k++] = symbol;
        continue;
      }
      if (symbol === 16 && k === 0) throw new Error('a code repeats nothing');
      const value = symbol === 16 ? all[k - 1]! : 0;
      const times = symbol === 16 ? 3 + this.take(2) : symbol === 17 ? 3 + this.take(3) : 11 + this.take(7);
      if (k + times > all.length) throw new Error('it has too many codes');
      all.fill(value, k, k + times);
      k += times;
    }
    this.lengths = codesOf(all.subarray(0, lengthCount));
    this.distances = codesOf(all.subarray(lengthCount));
  }

  private stored(): InflateState | null {
    const { input, out } = this;
    const count = Math.min(this.storedLeft, input.length - input.at, WINDOW + OUTPUT - this.to);
    out.set(input.buf.subarray(input.at, input.at + count), this.to);
    input.at += count;
    this.to += count;
    this.storedLeft -= count;
    if (this.storedLeft === 0) return this.endBlock();
    if (this.to >= WINDOW + OUTPUT) return 'full';
    if (input.ended) throw new Error('it is cut off');
    return 'more';
  }

  private symbols(): InflateState | null {
    const { out, lengths, distances } = this;
    const most = WINDOW + OUTPUT;
    while (this.to < most) {
      if (!this.has(MOST_SYMBOL_BYTES)) return 'more';
      const symbol = this.symbol(lengths);
      if (symbol < 256) {
        out[this.to++] = symbol;
        continue;
      }
      if (symbol === 256) return this.endBlock();
      const k = symbol - 257;
      if (k >= LENGTH_BASE.length) throw new Error('it has a code that means nothing');
      const length = LENGTH_BASE[k]! + this.take(LENGTH_EXTRA[k]!);
      const d = this.symbol(distances);
      if (d >= DISTANCE_BASE.length) throw new Error('it has a code that means nothing');
      const distance = DISTANCE_BASE[d]! + this.take(DISTANCE_EXTRA[d]!);
      if (distance > this.to) throw new Error('it repeats what never was');
      const { to } = this;
      if (distance >= length) out.copyWithin(to, to - distance, to - distance + length);
      else for (let i = 0; i < length; i++) out[to + i] = out[to + i - distance]!;
      this.to = to + length;
    }
    return 'full';
  }
}

/** Canonical codes of the given lengths (RFC 1951, 3.2.2), their bits in the order in which they come. */
function codesOf(lengths: Uint8Array): Codes {
  const counts = new Uint16Array(16);
  for (const length of lengths) counts[length]!++;
  counts[0] = 0;
  let bits = 15;
  while (bits > 1 && counts[bits] === 0) bits--;
  const next = new Uint16Array(16);
  let code = 0;
  for (let length = 1; length <= 15; length++) {
    code = (code + counts[length - 1]!) << 1;
    if (code + counts[length]! > 1 << length) throw new Error('it has codes that contradict each other');
    next[length] = code;
  }
  const table = new Uint16Array(1 << bits);
  for (let symbol = 0; symbol < lengths.length; symbol++) {
    const length = lengths[symbol]!;
    if (length === 0) continue;
    let reversed = 0;
    for (let k = 0, own = next[length]!++; k < length; k++, own >>= 1) reversed = (reversed << 1) | (own & 1);
    for (let at = reversed; at < table.length; at += 1 << length) table[at] = (symbol << 4) | length;
  }
  return { table, bits };
}

const FIXED_LENGTHS = codesOf(
  Uint8Array.from({ length: 288 }, (_, k) => (k < 144 ? 8 : k < 256 ? 9 : k < 280 ? 7 : 8)),
);
const FIXED_DISTANCES = codesOf(new Uint8Array(30).fill(5));
