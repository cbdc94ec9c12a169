/** A slot holds the entry's hash, its number + 1 (0 is free), where its words begin, and its length in bytes. */
const SLOT = 4;

/**
 * Interns byte strings: equal bytes get the same small number, counted from 0 in order of first appearance. Open
 * addressing over 32-bit hashes; the bytes lie end to end in one arena, so that millions of entries cost no objects.
 * Hashing and comparing go by four bytes at a time: entries are padded with zeros to whole words (little-endian). A look-up
 * in a table larger than the caches touches two places only, a slot and the words.
 */
export class ByteDictionary {
  size = 0;
  private table: Int32Array = new Int32Array(64 * SLOT);
  private mask = 63;
  /** Per entry, and one more: where its words begin, and its length in bytes. */
  private starts: Uint32Array = new Uint32Array(33);
  private lengths: Uint32Array = new Uint32Array(33);
  private arena: Int32Array = new Int32Array(128);
  /** The text at hand: `view` from byte `at` on. */
  private view: DataView = NO_VIEW;
  private viewed: Uint8Array = NO_BYTES;
  private viewBefore: DataView = NO_VIEW;
  private viewedBefore: Uint8Array = NO_BYTES;
  private at = 0;
  private readonly seed: number;
  private hashes: Int32Array = new Int32Array(0);
  /** Keeps the reads ahead from being left out as useless. */
  touched = 0;

  private readonly limit: number;
  private readonly onFull: () => void;

  /**
   * `seed` varies the hash, so that a file cannot be made to collide on purpose. `onFull` is called, and should throw, before
   * there are more than `limit` texts.
   */
  constructor(seed = 0, onFull: () => void = nothing, limit = MAX_TEXTS) {
    this.seed = seed | 0;
    this.onFull = onFull;
    this.limit = limit;
  }

  /** The number of `bytes[start..end)`, which is added when it is new. */
  intern(bytes: Uint8Array, start: number, end: number): number {
    this.load(bytes, start, end);
    const hash = this.hash(end - start);
    const slot = this.slotOf(hash, end - start);
    const entry = this.table[slot + 1]!;
    return entry !== 0 ? entry - 1 : this.add(hash, slot, end - start);
  }

  /**
   * `intern` for `count` texts of one buffer, into `out`. What they need from memory is asked for ahead, in loops so short
   * that the processor waits for many places at once. `onNew` hears of every new text before the next is looked up, and
   * may intern others.
   */
  internMany(
    bytes: Uint8Array,
    starts: Int32Array,
    ends: Int32Array,
    count: number,
    out: Int32Array,
    onNew: (id: number, k: number) => void,
  ): void {
    if (this.hashes.length < count) this.hashes = new Int32Array(count);
    const { hashes, arena } = this;
    for (let k = 0; k < count; k++) {
      this.load(bytes, starts[k]!, ends[k]!);
      hashes[k] = this.hash(ends[k]! - starts[k]!);
    }
    const { table, mask } = this;
    for (let k = 0; k < count; k++) out[k] = table[(hashes[k]! & mask) * SLOT + 2]!;
    let touched = 0;
    for (let k = 0; k < count; k++) touched ^= arena[out[k]!]!;
    this.touched = touched;
    for (let k = 0; k < count; k++) {
      const length = ends[k]! - starts[k]!;
      this.load(bytes, starts[k]!, ends[k]!);
      const slot = this.slotOf(hashes[k]!, length);
      const entry = this.table[slot + 1]!;
      if (entry !== 0) {
        out[k] = entry - 1;
        continue;
      }
      out[k] = this.add(hashes[k]!, slot, length);
      onNew(out[k]!, k);
    }
  }

  /** The number of `bytes[start..end)`, or -1 when it was never interned. */
  find(bytes: Uint8Array, start: number, end: number): number {
    this.load(bytes, start, end);
    return this.table[this.slotOf(this.hash(end - start), end - start) + 1]! - 1;
  }

  /** A view of the entry's bytes, valid until the next `intern`. */
  bytesOf(id: number): Uint8Array {
    return new Uint8Array(this.arena.buffer, this.starts[id]! * 4, this.lengths[id]!);
  }

  lengthOf(id: number): number {
    return this.lengths[id]!;
  }

  /** All entries as text, in order. */
  texts(): string[] {
    const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
    const out: string[] = new Array(this.size);
    for (let id = 0; id < this.size; id++) out[id] = decoder.decode(this.bytesOf(id));
    return out;
  }

  /** Makes the text the one at hand. Its last word may reach behind its end, but not behind the view's. */
  private load(bytes: Uint8Array, start: number, end: number): void {
    if (end + 3 > bytes.length) {
      const copy = new Uint8Array(end - start + 3);
      copy.set(bytes.subarray(start, end));
      this.look(copy);
      this.at = 0;
      return;
    }
    if (bytes !== this.viewed) this.look(bytes);
    this.at = start;
  }

  /** Turns to other bytes; keys and their hashes come from two buffers in turn. */
  private look(bytes: Uint8Array): void {
    const { view, viewed } = this;
    this.view =
      bytes === this.viewedBefore ? this.viewBefore : new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    this.viewed = bytes;
    this.viewBefore = view;
    this.viewedBefore = viewed;
  }

  private hash(length: number): number {
    const { view } = this;
    let h = this.seed ^ length;
    let i = this.at;
    for (const last = i + (length & ~3); i < last; i += 4) {
      h = Math.imul(h ^ view.getInt32(i, true), 0x9e3779b1);
      h ^= h >>> 15;
    }
    if ((length & 3) !== 0) {
      h = Math.imul(h ^ (view.getInt32(i, true) & tailMask(length)), 0x9e3779b1);
      h ^= h >>> 15;
    }
    h = Math.imul(h, 0x85ebca6b);
    return h ^ (h >>> 13);
  }

  /** Where the text at hand stands in the table, or would. */
  private slotOf(hash: number, length: number): number {
    const { table, mask } = this;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const place = slot * SLOT;
      if (table[place + 1] === 0) return place;
      if (table[place] === hash && table[place + 3] === length && this.equals(table[place + 2]!, length)) return place;
    }
  }

  private equals(from: number, length: number): boolean {
    const { view, arena } = this;
    let i = this.at;
    let w = from;
    for (const last = i + (length & ~3); i < last; i += 4) if (arena[w++] !== view.getInt32(i, true)) return false;
    return (length & 3) === 0 || arena[w] === (view.getInt32(i, true) & tailMask(length));
  }

  private add(hash: number, slot: number, length: number): number {
    const id = this.size;
    if (id >= this.limit) this.onFull();
    if (id + 2 > this.starts.length) {
      this.starts = grown(this.starts, id * 2 + 1);
      this.lengths = grown(this.lengths, id * 2 + 1);
    }
    const from = this.starts[id]!;
    const to = from + ((length + 3) >> 2);
    if (to > this.arena.length) {
      const arena = new Int32Array(Math.max(to, this.arena.length * 2));
      arena.set(this.arena.subarray(0, from));
      this.arena = arena;
    }
    for (let w = from, i = this.at; w < to; w++, i += 4) this.arena[w] = this.view.getInt32(i, true);
    if ((length & 3) !== 0) this.arena[to - 1]! &= tailMask(length);
    this.starts[id + 1] = to;
    this.lengths[id] = length;
    this.table[slot] = hash;
    this.table[slot + 1] = id + 1;
    this.table[slot + 2] = from;
    this.table[slot + 3] = length;
    this.size = id + 1;
    if (this.size * 2 > this.mask) this.widen();
    return id;
  }

  private widen(): void {
    const old = this.table;
    const mask = this.mask * 2 + 1;
    const table = new Int32Array((mask + 1) * SLOT);
    for (let at = 0; at < old.length; at += SLOT) {
      if (old[at + 1] === 0) continue;
      let slot = old[at]! & mask;
      while (table[slot * SLOT + 1] !== 0) slot = (slot + 1) & mask;
      for (let k = 0; k < SLOT; k++) table[slot * SLOT + k] = old[at + k]!;
    }
    this.table = table;
    this.mask = mask;
  }
}

/** More different texts than that no browser holds. */
export const MAX_TEXTS = 50_000_000;

function nothing(): void {
  // Whoever gives no limit of their own lets it grow.
}

const NO_BYTES = new Uint8Array(0);
const NO_VIEW = new DataView(NO_BYTES.buffer);

/** Keeps the bytes of the last word that belong to a text of that length. */
function tailMask(length: number): number {
  return -1 >>> (32 - (length & 3) * 8);
}

function grown(array: Uint32Array, length: number): Uint32Array {
  const out = new Uint32Array(length);
  out.set(array);
  return out;
}
