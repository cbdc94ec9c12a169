/**
 * Interns byte strings: equal bytes get the same small number, counted from 0 in order of first appearance. Open
 * addressing over 32-bit hashes; the bytes lie end to end in one arena, so that millions of entries cost no objects.
 */
export class ByteDictionary {
  size = 0;
  /** Pairs of a hash and the entry's number + 1; 0 is free. */
  private table: Int32Array = new Int32Array(128);
  private mask = 63;
  private offsets: Uint32Array = new Uint32Array(33);
  private arena: Uint8Array = new Uint8Array(512);
  private readonly seed: number;

  /** `seed` varies the hash, so that a file cannot be made to collide on purpose. */
  constructor(seed = 0) {
    this.seed = seed | 0;
  }

  /** The number of `bytes[start..end)`, which is added when it is new. */
  intern(bytes: Uint8Array, start: number, end: number): number {
    const hash = hashOf(bytes, start, end, this.seed);
    const slot = this.slotOf(hash, bytes, start, end);
    const entry = this.table[slot + 1]!;
    return entry !== 0 ? entry - 1 : this.add(hash, slot, bytes, start, end);
  }

  /** The number of `bytes[start..end)`, or -1 when it was never interned. */
  find(bytes: Uint8Array, start: number, end: number): number {
    const slot = this.slotOf(hashOf(bytes, start, end, this.seed), bytes, start, end);
    return this.table[slot + 1]! - 1;
  }

  /** Where the entry stands in the table, or would. */
  private slotOf(hash: number, bytes: Uint8Array, start: number, end: number): number {
    const { table, mask, offsets, arena } = this;
    const length = end - start;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const entry = table[slot * 2 + 1]!;
      if (entry === 0) return slot * 2;
      if (table[slot * 2] !== hash) continue;
      const from = offsets[entry - 1]!;
      if (offsets[entry]! - from !== length) continue;
      let k = 0;
      while (k < length && arena[from + k] === bytes[start + k]) k++;
      if (k === length) return slot * 2;
    }
  }

  /** A view of the entry's bytes, valid until the next `intern`. */
  bytesOf(id: number): Uint8Array {
    return this.arena.subarray(this.offsets[id]!, this.offsets[id + 1]!);
  }

  lengthOf(id: number): number {
    return this.offsets[id + 1]! - this.offsets[id]!;
  }

  /** All entries as text, in order. */
  texts(): string[] {
    const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
    const out: string[] = new Array(this.size);
    for (let id = 0; id < this.size; id++) out[id] = decoder.decode(this.bytesOf(id));
    return out;
  }

  private add(hash: number, slot: number, bytes: Uint8Array, start: number, end: number): number {
    const id = this.size;
    if (id + 2 > this.offsets.length) this.offsets = grown(this.offsets, this.offsets.length * 2);
    const from = this.offsets[id]!;
    const to = from + end - start;
    if (to > this.arena.length) {
      const arena = new Uint8Array(Math.max(to, this.arena.length * 2));
      arena.set(this.arena.subarray(0, from));
      this.arena = arena;
    }
    const arena = this.arena;
    for (let k = start, at = from; k < end; k++, at++) arena[at] = bytes[k]!;
    this.offsets[id + 1] = to;
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

function hashOf(bytes: Uint8Array, start: number, end: number, seed: number): number {
  let h = seed ^ (end - start);
  let i = start;
  for (; i + 4 <= end; i += 4) {
    const word = bytes[i]! | (bytes[i + 1]! << 8) | (bytes[i + 2]! << 16) | (bytes[i + 3]! << 24);
    h = Math.imul(h ^ word, 0x9e3779b1);
    h ^= h >>> 15;
  }
  for (; i < end; i++) h = Math.imul(h ^ bytes[i]!, 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  return h ^ (h >>> 13);
}

function grown(array: Uint32Array, length: number): Uint32Array {
  const out = new Uint32Array(length);
  out.set(array);
  return out;
}
