import type { TextColumn } from '../../engine/columns.ts';
import { hashEnd, hashStart, hashWord, tailMask } from './text-hash.ts';

/** A slot holds the entry's hash, and where its record begins, counted from 1; 0 is free. */
export const SLOT = 2;
/** A record holds the entry's number, its length in bytes, and its words. */
export const WORDS = 2;

/**
 * Where a dictionary keeps its texts. Open addressing over 32-bit hashes; the bytes lie end to end in one arena, so that
 * millions of entries cost no objects. Hashing and comparing go by four bytes at a time: entries are padded with zeros to
 * whole words (little-endian). A look-up in a table larger than the caches touches two places only, a slot and the record.
 */
export class TextTable {
  size = 0;
  protected table: Int32Array = new Int32Array(64 * SLOT);
  protected mask = 63;
  /** The first bits of a hash say where a text stands in the table: so many are left out. */
  protected shift = 26;
  /** Per entry: where its record begins in the arena. */
  protected starts: Uint32Array = new Uint32Array(32);
  protected arena: Int32Array = new Int32Array(128);
  private used = 0;
  /** The text at hand: `view` from byte `at` on. */
  protected view: DataView = NO_VIEW;
  protected viewed: Uint8Array = NO_BYTES;
  private viewBefore: DataView = NO_VIEW;
  private viewedBefore: Uint8Array = NO_BYTES;
  protected at = 0;
  readonly seed: number;

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
    const length = end - start;
    const hash = this.hash(this.at, length);
    const slot = this.slotOf(hash, this.at, length);
    const record = this.table[slot + 1]!;
    return record !== 0 ? this.arena[record - 1]! : this.add(hash, slot, length);
  }

  /** The number of `bytes[start..end)`, or -1 when it was never interned. */
  find(bytes: Uint8Array, start: number, end: number): number {
    this.load(bytes, start, end);
    const length = end - start;
    const record = this.table[this.slotOf(this.hash(this.at, length), this.at, length) + 1]!;
    return record === 0 ? -1 : this.arena[record - 1]!;
  }

  /** Gives up what look-ups need; the next one makes it again. */
  rest(): void {
    this.table = NO_SLOTS;
  }

  /** A view of the entry's bytes, valid until the next `intern`. */
  bytesOf(id: number): Uint8Array {
    const record = this.starts[id]!;
    return new Uint8Array(this.arena.buffer, (record + WORDS) * 4, this.arena[record + 1]!);
  }

  /** Puts the bytes of the entries `ids` one behind the other, and says where each of them begins and the last one ends. */
  textColumn(ids: Uint32Array): TextColumn {
    const { arena, starts } = this;
    const offsets = new Uint32Array(ids.length + 1);
    for (let k = 0; k < ids.length; k++) offsets[k + 1] = offsets[k]! + arena[starts[ids[k]!]! + 1]!;
    const bytes = new Uint8Array(offsets[ids.length]!);
    const view = new DataView(bytes.buffer);
    for (let k = 0; k < ids.length; k++) {
      let w = starts[ids[k]!]! + WORDS;
      let at = offsets[k]!;
      const end = offsets[k + 1]!;
      // What a word has beyond the entry's end is overwritten by the next entry.
      for (; at < end && at + 4 <= bytes.length; at += 4) view.setInt32(at, arena[w++]!, true);
      for (let rest = arena[w]!; at < end; at++, rest >>>= 8) bytes[at] = rest;
    }
    return { bytes, offsets };
  }

  lengthOf(id: number): number {
    return this.arena[this.starts[id]! + 1]!;
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
    if (this.table === NO_SLOTS) this.wake();
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
  protected look(bytes: Uint8Array): void {
    const { view, viewed } = this;
    this.view =
      bytes === this.viewedBefore ? this.viewBefore : new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    this.viewed = bytes;
    this.viewBefore = view;
    this.viewedBefore = viewed;
  }

  protected hash(at: number, length: number): number {
    const { view } = this;
    let h = hashStart(this.seed, length);
    let i = at;
    for (const last = i + (length & ~3); i < last; i += 4) h = hashWord(h, view.getInt32(i, true));
    if ((length & 3) !== 0) h = hashWord(h, view.getInt32(i, true) & tailMask(length));
    return hashEnd(h);
  }

  /** Where the text at `at` of the view stands in the table, or would. */
  protected slotOf(hash: number, at: number, length: number): number {
    const { table, mask } = this;
    for (let slot = hash >>> this.shift; ; slot = (slot + 1) & mask) {
      const place = slot * SLOT;
      const record = table[place + 1]!;
      if (record === 0) return place;
      if (table[place] === hash && this.equals(record, at, length)) return place;
    }
  }

  /** `record` counts from 1. */
  protected equals(record: number, at: number, length: number): boolean {
    const { view, arena } = this;
    if (arena[record] !== length) return false;
    let i = at;
    let w = record - 1 + WORDS;
    for (const last = i + (length & ~3); i < last; i += 4) if (arena[w++] !== view.getInt32(i, true)) return false;
    return (length & 3) === 0 || arena[w] === (view.getInt32(i, true) & tailMask(length));
  }

  /** Adds the text at hand. */
  protected add(hash: number, slot: number, length: number): number {
    const record = this.newRecord(hash, slot, length);
    const to = this.used;
    const { arena, view } = this;
    for (let w = record + WORDS, i = this.at; w < to; w++, i += 4) arena[w] = view.getInt32(i, true);
    if ((length & 3) !== 0) arena[to - 1]! &= tailMask(length);
    if (this.size * 4 > (this.mask + 1) * 3) this.widen();
    return this.size - 1;
  }

  /** Makes a record of the next number, its words not yet filled in. */
  protected newRecord(hash: number, slot: number, length: number): number {
    const id = this.size;
    if (id >= this.limit) this.onFull();
    if (id === this.starts.length) this.starts = grown(this.starts, id * 2);
    const record = this.used;
    const to = record + WORDS + ((length + 3) >> 2);
    if (to > this.arena.length) {
      const arena = new Int32Array(Math.max(to, this.arena.length * 2));
      arena.set(this.arena.subarray(0, record));
      this.arena = arena;
    }
    this.arena[record] = id;
    this.arena[record + 1] = length;
    this.starts[id] = record;
    this.used = to;
    this.table[slot] = hash;
    this.table[slot + 1] = record + 1;
    this.size = id + 1;
    return record;
  }

  protected widen(): void {
    const old = this.table;
    // Small tables grow faster, so that fewer entries are placed again and again.
    const more = this.mask < QUICK_GROWTH ? 2 : 1;
    this.shift -= more;
    this.mask = ((this.mask + 1) << more) - 1;
    this.table = new Int32Array((this.mask + 1) * SLOT);
    for (let at = 0; at < old.length; at += SLOT) if (old[at + 1] !== 0) this.place(old[at]!, old[at + 1]!);
  }

  /** Makes the table again from the records. */
  protected wake(): void {
    this.table = new Int32Array((this.mask + 1) * SLOT);
    this.look(new Uint8Array(this.arena.buffer));
    for (let id = 0; id < this.size; id++) {
      const record = this.starts[id]!;
      this.place(this.hash((record + WORDS) * 4, this.arena[record + 1]!), record + 1);
    }
  }

  private place(hash: number, record: number): void {
    const { table, mask } = this;
    let slot = hash >>> this.shift;
    while (table[slot * SLOT + 1] !== 0) slot = (slot + 1) & mask;
    table[slot * SLOT] = hash;
    table[slot * SLOT + 1] = record;
  }
}

const QUICK_GROWTH = 1 << 17;
/** More different texts than that no browser holds. */
export const MAX_TEXTS = 50_000_000;

function nothing(): void {
  // Whoever gives no limit of their own lets it grow.
}

export const NO_SLOTS: Int32Array = new Int32Array(0);
const NO_BYTES = new Uint8Array(0);
const NO_VIEW = new DataView(NO_BYTES.buffer);

function grown(array: Uint32Array, length: number): Uint32Array {
  const out = new Uint32Array(length);
  out.set(array);
  return out;
}
