/**
 * Interns byte strings: equal bytes get the same small number, counted from 0 in order of first appearance. Open
 * addressing over 32-bit hashes; the bytes lie end to end in one arena, so that millions of entries cost no objects.
 * Hashing and comparing go by four bytes at a time: entries are padded with zeros to whole words (little-endian).
 */
export class ByteDictionary {
  size = 0;
  /** Pairs of a hash and the entry's number + 1; 0 is free. */
  private table: Int32Array = new Int32Array(128);
  private mask = 63;
  /** Per entry, and one more: where its words begin, and its length in bytes. */
  private starts: Uint32Array = new Uint32Array(33);
  private lengths: Uint32Array = new Uint32Array(33);
  private arena: Int32Array = new Int32Array(128);
  /** The words of the text at hand. */
  private words: Int32Array = new Int32Array(16);
  private readonly seed: number;

  /** `seed` varies the hash, so that a file cannot be made to collide on purpose. */
  constructor(seed = 0) {
    this.seed = seed | 0;
  }

  /** The number of `bytes[start..end)`, which is added when it is new. */
  intern(bytes: Uint8Array, start: number, end: number): number {
    const hash = this.load(bytes, start, end);
    const slot = this.slotOf(hash, end - start);
    const entry = this.table[slot + 1]!;
    return entry !== 0 ? entry - 1 : this.add(hash, slot, end - start);
  }

  /** The number of `bytes[start..end)`, or -1 when it was never interned. */
  find(bytes: Uint8Array, start: number, end: number): number {
    const hash = this.load(bytes, start, end);
    return this.table[this.slotOf(hash, end - start) + 1]! - 1;
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

  /** Puts the text into `words` and returns its hash. */
  private load(bytes: Uint8Array, start: number, end: number): number {
    const length = end - start;
    if (length > this.words.length * 4) this.words = new Int32Array((length >> 1) + 1);
    const { words } = this;
    let h = this.seed ^ length;
    let w = 0;
    let i = start;
    for (; i + 4 <= end; i += 4) {
      const word = bytes[i]! | (bytes[i + 1]! << 8) | (bytes[i + 2]! << 16) | (bytes[i + 3]! << 24);
      words[w++] = word;
      h = Math.imul(h ^ word, 0x9e3779b1);
      h ^= h >>> 15;
    }
    if (i < end) {
      let word = bytes[i]!;
      if (i + 1 < end) word |= bytes[i + 1]! << 8;
      if (i + 2 < end) word |= bytes[i + 2]! << 16;
      words[w] = word;
      h = Math.imul(h ^ word, 0x9e3779b1);
      h ^= h >>> 15;
    }
    h = Math.imul(h, 0x85ebca6b);
    return h ^ (h >>> 13);
  }

  /** Where the text in `words` stands in the table, or would. */
  private slotOf(hash: number, length: number): number {
    const { table, mask, starts, lengths, arena, words } = this;
    const count = (length + 3) >> 2;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const entry = table[slot * 2 + 1]!;
      if (entry === 0) return slot * 2;
      if (table[slot * 2] !== hash || lengths[entry - 1] !== length) continue;
      const from = starts[entry - 1]!;
      let w = 0;
      while (w < count && arena[from + w] === words[w]) w++;
      if (w === count) return slot * 2;
    }
  }

  private add(hash: number, slot: number, length: number): number {
    const id = this.size;
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
    for (let at = from, w = 0; at < to; at++, w++) this.arena[at] = this.words[w]!;
    this.starts[id + 1] = to;
    this.lengths[id] = length;
    this.table[slot] = hash;
    this.table[slot + 1] = id + 1;
    this.size = id + 1;
    if (this.size * 2 > this.mask) this.widen();
    return id;
  }

  private widen(): void {
    const old = this.table;
    const mask = this.mask * 2 + 1;
    const table = new Int32Array((mask + 1) * 2);
    for (let at = 0; at < old.length; at += 2) {
      if (old[at + 1] === 0) continue;
      let slot = old[at]! & mask;
      while (table[slot * 2 + 1] !== 0) slot = (slot + 1) & mask;
      table[slot * 2] = old[at]!;
      table[slot * 2 + 1] = old[at + 1]!;
    }
    this.table = table;
    this.mask = mask;
  }
}

function grown(array: Uint32Array, length: number): Uint32Array {
  const out = new Uint32Array(length);
  out.set(array);
  return out;
}
