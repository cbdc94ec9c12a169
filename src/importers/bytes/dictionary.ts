import type { TextColumn } from '../../engine/columns.ts';

/** A slot holds the entry's hash, and where its record begins, counted from 1; 0 is free. */
const SLOT = 2;
/** A record holds the entry's number, its length in bytes, and its words. */
const WORDS = 2;

/**
 * Interns byte strings: equal bytes get the same small number, counted from 0 in order of first appearance. Open
 * addressing over 32-bit hashes; the bytes lie end to end in one arena, so that millions of entries cost no objects.
 * Hashing and comparing go by four bytes at a time: entries are padded with zeros to whole words (little-endian). A look-up
 * in a table larger than the caches touches two places only, a slot and the record.
 */
export class ByteDictionary {
  size = 0;
  private table: Int32Array = new Int32Array(64 * SLOT);
  private mask = 63;
  /** Per entry: where its record begins in the arena. */
  private starts: Uint32Array = new Uint32Array(32);
  private arena: Int32Array = new Int32Array(128);
  private used = 0;
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
  private readonly recent: Int32Array = new Int32Array(1 << (32 - RECENT_SHIFT));

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

  /**
   * `intern` for the texts `from..to` of one buffer, into the same places of `out`: -1 where there is none, as the text is
   * empty. What they need from memory is asked for ahead, in loops so short
   * that the processor waits for many places at once. `onNew` hears of every new text before the next is looked up, and
   * may intern others.
   */
  internMany(
    bytes: Uint8Array,
    starts: Int32Array,
    ends: Int32Array,
    from: number,
    to: number,
    out: Int32Array,
    onNew: (id: number, k: number) => void,
  ): void {
    let last = 0;
    for (let k = from; k < to; k++) last = Math.max(last, ends[k]!);
    if (last + 3 > bytes.length || this.table === NO_SLOTS) {
      this.internEach(bytes, starts, ends, from, to, out, onNew);
      return;
    }
    if (bytes !== this.viewed) this.look(bytes);
    if (this.size < FEW_TEXTS) this.internFew(bytes, starts, ends, from, to, out, onNew);
    else this.internAhead(bytes, starts, ends, from, to, out, onNew);
  }

  /**
   * Where there are few texts, the same ones come again and again: each is first compared with the one that came last
   * with the same beginning, end and length.
   */
  private internFew(
    bytes: Uint8Array,
    starts: Int32Array,
    ends: Int32Array,
    from: number,
    to: number,
    out: Int32Array,
    onNew: (id: number, k: number) => void,
  ): void {
    const { recent, view } = this;
    for (let k = from; k < to; k++) {
      const at = starts[k]!;
      const length = ends[k]! - at;
      if (length === 0) {
        out[k] = -1;
        continue;
      }
      const first = length < 4 ? view.getInt32(at, true) & tailMask(length) : view.getInt32(at, true);
      const last = length < 4 ? 0 : view.getInt32(at + length - 4, true);
      const place = Math.imul(first ^ Math.imul(last, 0x9e3779b1) ^ length, 0x85ebca6b) >>> RECENT_SHIFT;
      const record = recent[place]!;
      if (record !== 0 && this.equals(record, at, length)) {
        out[k] = this.arena[record - 1]!;
        continue;
      }
      out[k] = this.internHashed(this.hash(at, length), at, length, k, onNew);
      recent[place] = this.starts[out[k]!]! + 1;
      if (bytes !== this.viewed) this.look(bytes);
    }
  }

  /** Finds or adds the text at `at` of the view. */
  private internHashed(
    hash: number,
    at: number,
    length: number,
    k: number,
    onNew: (id: number, k: number) => void,
  ): number {
    const slot = this.slotOf(hash, at, length);
    const record = this.table[slot + 1]!;
    if (record !== 0) return this.arena[record - 1]!;
    this.at = at;
    const id = this.add(hash, slot, length);
    onNew(id, k);
    return id;
  }

  /**
   * Asks for what the texts need from memory ahead, in loops so short that the processor waits for many places at once.
   */
  private internAhead(
    bytes: Uint8Array,
    starts: Int32Array,
    ends: Int32Array,
    from: number,
    to: number,
    out: Int32Array,
    onNew: (id: number, k: number) => void,
  ): void {
    if (this.hashes.length < to) this.hashes = new Int32Array(to);
    const { hashes, arena } = this;
    for (let k = from; k < to; k++) hashes[k] = this.hash(starts[k]!, ends[k]! - starts[k]!);
    const { table, mask } = this;
    for (let k = from; k < to; k++) out[k] = table[(hashes[k]! & mask) * SLOT + 1]!;
    let touched = 0;
    for (let k = from; k < to; k++) touched ^= arena[out[k]!]!;
    this.touched = touched;
    for (let k = from; k < to; k++) {
      const length = ends[k]! - starts[k]!;
      out[k] = length === 0 ? -1 : this.internHashed(hashes[k]!, starts[k]!, length, k, onNew);
      if (bytes !== this.viewed) this.look(bytes);
    }
  }

  private internEach(
    bytes: Uint8Array,
    starts: Int32Array,
    ends: Int32Array,
    from: number,
    to: number,
    out: Int32Array,
    onNew: (id: number, k: number) => void,
  ): void {
    for (let k = from; k < to; k++) {
      const before = this.size;
      out[k] = ends[k] === starts[k] ? -1 : this.intern(bytes, starts[k]!, ends[k]!);
      if (this.size > before) onNew(out[k]!, k);
    }
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
  private look(bytes: Uint8Array): void {
    const { view, viewed } = this;
    this.view =
      bytes === this.viewedBefore ? this.viewBefore : new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    this.viewed = bytes;
    this.viewBefore = view;
    this.viewedBefore = viewed;
  }

  private hash(at: number, length: number): number {
    const { view } = this;
    let h = this.seed ^ length;
    let i = at;
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

  /** Where the text at `at` of the view stands in the table, or would. */
  private slotOf(hash: number, at: number, length: number): number {
    const { table, mask } = this;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const place = slot * SLOT;
      const record = table[place + 1]!;
      if (record === 0) return place;
      if (table[place] === hash && this.equals(record, at, length)) return place;
    }
  }

  /** `record` counts from 1. */
  private equals(record: number, at: number, length: number): boolean {
    const { view, arena } = this;
    if (arena[record] !== length) return false;
    let i = at;
    let w = record - 1 + WORDS;
    for (const last = i + (length & ~3); i < last; i += 4) if (arena[w++] !== view.getInt32(i, true)) return false;
    return (length & 3) === 0 || arena[w] === (view.getInt32(i, true) & tailMask(length));
  }

  /** Adds the text at hand. */
  private add(hash: number, slot: number, length: number): number {
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
    const { arena, view } = this;
    arena[record] = id;
    arena[record + 1] = length;
    for (let w = record + WORDS, i = this.at; w < to; w++, i += 4) arena[w] = view.getInt32(i, true);
    if ((length & 3) !== 0) arena[to - 1]! &= tailMask(length);
    this.starts[id] = record;
    this.used = to;
    this.table[slot] = hash;
    this.table[slot + 1] = record + 1;
    this.size = id + 1;
    if (this.size * 4 > (this.mask + 1) * 3) this.widen();
    return id;
  }

  private widen(): void {
    const old = this.table;
    // Small tables grow faster, so that fewer entries are placed again and again.
    this.mask = this.mask < QUICK_GROWTH ? this.mask * 4 + 3 : this.mask * 2 + 1;
    this.table = new Int32Array((this.mask + 1) * SLOT);
    for (let at = 0; at < old.length; at += SLOT) if (old[at + 1] !== 0) this.place(old[at]!, old[at + 1]!);
  }

  /** Makes the table again from the records. */
  private wake(): void {
    this.table = new Int32Array((this.mask + 1) * SLOT);
    this.look(new Uint8Array(this.arena.buffer));
    for (let id = 0; id < this.size; id++) {
      const record = this.starts[id]!;
      this.place(this.hash((record + WORDS) * 4, this.arena[record + 1]!), record + 1);
    }
  }

  private place(hash: number, record: number): void {
    const { table, mask } = this;
    let slot = hash & mask;
    while (table[slot * SLOT + 1] !== 0) slot = (slot + 1) & mask;
    table[slot * SLOT] = hash;
    table[slot * SLOT + 1] = record;
  }
}

const QUICK_GROWTH = 1 << 17;
/** Below so many texts, the ones that came last are looked at first. */
const FEW_TEXTS = 1024;
const RECENT_SHIFT = 24;

/** More different texts than that no browser holds. */
export const MAX_TEXTS = 50_000_000;

function nothing(): void {
  // Whoever gives no limit of their own lets it grow.
}

const NO_SLOTS = new Int32Array(0);
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
