/**
 * Interns byte strings: equal bytes get the same small number, counted from 0 in order of first appearance. Open
 * addressing over 32-bit hashes; the bytes lie end to end in one arena, so that millions of entries cost no objects.
 */
export class ByteDictionary {
  size = 0;
  private table: Uint32Array = new Uint32Array(64);
  private mask = 63;
  private hashes: Uint32Array = new Uint32Array(32);
  private offsets: Uint32Array = new Uint32Array(33);
  private arena: Uint8Array = new Uint8Array(512);
  private readonly seed: number;

  /** `seed` varies the hash, so that a file cannot be made to collide on purpose. */
  constructor(seed = 0) {
    this.seed = seed | 0;
  }

  /** The number of `bytes[start..end)`, which is added when it is new. */
  intern(bytes: Uint8Array, start: number, end: number): number {
    const hash = this.hash(bytes, start, end);
    const table = this.table;
    const mask = this.mask;
    let slot = hash & mask;
    for (let entry = table[slot]!; entry !== 0; entry = table[slot]!) {
      if (this.hashes[entry - 1] === hash && this.equals(entry - 1, bytes, start, end)) return entry - 1;
      slot = (slot + 1) & mask;
    }
    return this.add(hash, slot, bytes, start, end);
  }

  /** The number of `bytes[start..end)`, or -1 when it was never interned. */
  find(bytes: Uint8Array, start: number, end: number): number {
    const hash = this.hash(bytes, start, end);
    let slot = hash & this.mask;
    for (let entry = this.table[slot]!; entry !== 0; entry = this.table[slot]!) {
      if (this.hashes[entry - 1] === hash && this.equals(entry - 1, bytes, start, end)) return entry - 1;
      slot = (slot + 1) & this.mask;
    }
    return -1;
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

  private hash(bytes: Uint8Array, start: number, end: number): number {
    let h = this.seed ^ (end - start);
    let i = start;
    for (; i + 4 <= end; i += 4) {
      const word = bytes[i]! | (bytes[i + 1]! << 8) | (bytes[i + 2]! << 16) | (bytes[i + 3]! << 24);
      h = Math.imul(h ^ word, 0x9e3779b1);
      h ^= h >>> 15;
    }
    for (; i < end; i++) h = Math.imul(h ^ bytes[i]!, 0x01000193);
    h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
    return (h ^ (h >>> 13)) >>> 0;
  }

  private equals(id: number, bytes: Uint8Array, start: number, end: number): boolean {
    const from = this.offsets[id]!;
    const length = end - start;
    if (this.offsets[id + 1]! - from !== length) return false;
    const arena = this.arena;
    for (let k = 0; k < length; k++) if (arena[from + k] !== bytes[start + k]) return false;
    return true;
  }

  private add(hash: number, slot: number, bytes: Uint8Array, start: number, end: number): number {
    const id = this.size;
    if (id === this.hashes.length) {
      this.hashes = grown(this.hashes, id * 2);
      this.offsets = grown(this.offsets, id * 2 + 1);
    }
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
    this.hashes[id] = hash;
    this.table[slot] = id + 1;
    this.size = id + 1;
    if (this.size * 2 > this.mask) this.rehash();
    return id;
  }

  private rehash(): void {
    const mask = this.mask * 2 + 1;
    const table = new Uint32Array(mask + 1);
    for (let id = 0; id < this.size; id++) {
      let slot = this.hashes[id]! & mask;
      while (table[slot] !== 0) slot = (slot + 1) & mask;
      table[slot] = id + 1;
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
