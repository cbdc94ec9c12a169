import { tailMask } from './text-hash.ts';
import { POOL_HEAD, POOL_PARTS, type TextPool } from './text-pool.ts';
import { NO_SLOTS, SLOT, TextTable, WORDS } from './text-table.ts';

export { MAX_TEXTS } from './text-table.ts';

/** Below so many texts, the ones that came last are looked at first. */
const FEW_TEXTS = 1024;
const RECENT_SHIFT = 24;

/**
 * Interns byte strings: equal bytes get the same small number, counted from 0 in order of first appearance; one by one,
 * many of one buffer, or a pool of millions.
 */
export class ByteDictionary extends TextTable {
  private hashes: Int32Array = new Int32Array(0);
  /** Keeps the reads ahead from being left out as useless. */
  touched = 0;
  /** By first word, last word and length: the record of the text that came last. */
  private readonly recent: Int32Array = new Int32Array(1 << (32 - RECENT_SHIFT));

  /**
   * `intern` for the texts `from..to` of one buffer, into the same places of `out`: -1 where the text is empty. `onNew`
   * hears of every new text before the next is looked up, and may intern others.
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
    const { table, shift } = this;
    for (let k = from; k < to; k++) out[k] = table[(hashes[k]! >>> shift) * SLOT + 1]!;
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

  /**
   * Empties the pool: the number of every text, into the same place of `out`. New texts are numbered in the order in which
   * they came, as if they had been interned one by one.
   */
  internPool(pool: TextPool, out: Int32Array): void {
    if (this.table === NO_SLOTS) this.wake();
    const before = this.size;
    pool.close();
    for (let part = 0; part < POOL_PARTS; part++) {
      const chunks = pool.parts[part]!;
      const partBefore = this.size;
      for (let c = 0; c < chunks.length; c++)
        this.internChunk(chunks[c]!, pool.filled[part]![c]!, out, before, partBefore);
    }
    if (this.size > before) this.renumber(before, out, pool.size);
    pool.clear();
  }

  /** `before`, `partBefore`: how many entries there were before the pool, and before this part of it. */
  private internChunk(chunk: Int32Array, filled: number, out: Int32Array, before: number, partBefore: number): void {
    for (let at = 0; at < filled; ) {
      const hash = chunk[at]!;
      const length = chunk[at + 2]!;
      const words = at + POOL_HEAD;
      const place = this.placeOf(hash, chunk, words, length);
      const found = this.table[place + 1]!;
      if (found !== 0) out[chunk[at + 1]!] = this.arena[found - 1]!;
      else {
        out[chunk[at + 1]!] = this.addWords(hash, place, chunk, words, length);
        // All that is new so far stands in one part of the table: the other parts are still to be filled like it.
        if ((before + (this.size - partBefore) * POOL_PARTS) * 4 > (this.mask + 1) * 3) this.widen();
      }
      at = words + ((length + 3) >> 2);
    }
  }

  /** As `slotOf`, of a text by its words. */
  private placeOf(hash: number, chunk: Int32Array, words: number, length: number): number {
    const { table, arena, mask } = this;
    const count = (length + 3) >> 2;
    for (let slot = hash >>> this.shift; ; slot = (slot + 1) & mask) {
      const place = slot * SLOT;
      const record = table[place + 1]!;
      if (record === 0) return place;
      if (table[place] !== hash || arena[record] !== length) continue;
      let w = 0;
      while (w < count && arena[record - 1 + WORDS + w] === chunk[words + w]) w++;
      if (w === count) return place;
    }
  }

  private addWords(hash: number, place: number, chunk: Int32Array, words: number, length: number): number {
    const record = this.newRecord(hash, place, length) + WORDS;
    const { arena } = this;
    const count = (length + 3) >> 2;
    for (let w = 0; w < count; w++) arena[record + w] = chunk[words + w]!;
    return this.size - 1;
  }

  /** Numbers the entries from `base` on in the order in which `ids` has them first. */
  private renumber(base: number, ids: Int32Array, count: number): void {
    const numbers = new Int32Array(this.size - base).fill(-1);
    let next = base;
    for (let k = 0; k < count; k++) {
      const id = ids[k]!;
      if (id < base) continue;
      if (numbers[id - base]! < 0) numbers[id - base] = next++;
      ids[k] = numbers[id - base]!;
    }
    const starts = this.starts.slice(base, this.size);
    for (let i = 0; i < starts.length; i++) {
      this.arena[starts[i]!] = numbers[i]!;
      this.starts[numbers[i]!] = starts[i]!;
    }
  }
}
