import { hashEnd, hashStart, hashWord, tailMask } from './text-hash.ts';

/** Texts are parted by the first bits of their hashes, which is where they stand in a dictionary's table. */
const PART_BITS = 7;
export const POOL_PARTS: number = 1 << PART_BITS;
const CHUNK_WORDS = 8192;
/** So many words are kept before they are looked up: 32 MB. */
const MOST_WORDS = 1 << 23;
/** A text's hash, its number in the pool and its length stand before its words. */
export const POOL_HEAD = 3;
const MOST_BYTES = 1024;

/**
 * Texts on their way to a dictionary that is larger than the processor's caches. Each look-up there would wait for memory;
 * parted by their hashes, so many of them fall on the same small piece of it that it is fetched once. Takes plain texts
 * alone: lower case, digits and signs of ASCII but @, with a letter or nothing but digits.
 */
export class TextPool {
  /** Number of texts. */
  size = 0;
  /** By part: full chunks of texts but for the last one. */
  readonly parts: readonly Int32Array[][] = Array.from({ length: POOL_PARTS }, () => []);
  /** By part: how far each chunk is filled. */
  readonly filled: readonly number[][] = Array.from({ length: POOL_PARTS }, () => []);
  private readonly last: Int32Array[] = new Array<Int32Array>(POOL_PARTS).fill(NO_WORDS);
  private readonly next = new Int32Array(POOL_PARTS).fill(CHUNK_WORDS);
  private readonly spare: Int32Array[] = [];
  private words = 0;
  private readonly seed: number;
  private readonly text = new Int32Array(MOST_BYTES >> 2);

  /** `seed` is the dictionary's. */
  constructor(seed: number) {
    this.seed = seed;
  }

  get isFull(): boolean {
    return this.words >= MOST_WORDS;
  }

  /**
   * Adds the texts `from..to`, up to the first one that is not plain, and returns which one that is, or `to`. `view` has
   * three bytes more behind the last of them.
   */
  add(view: DataView, starts: Int32Array, ends: Int32Array, from: number, to: number): number {
    const { text, seed, next, last } = this;
    for (let k = from; k < to; k++) {
      const start = starts[k]!;
      const length = ends[k]! - start;
      if (length === 0 || length > MOST_BYTES) return k;
      const count = (length + 3) >> 2;
      let hash = hashStart(seed, length);
      let wrong = 0;
      let letters = 0;
      let signs = 0;
      for (let w = 0; w < count; w++) {
        let word = view.getInt32(start + w * 4, true);
        let read = word;
        if (w === count - 1 && (length & 3) !== 0) {
          word &= tailMask(length);
          // What is behind the text counts as digits.
          read = word | (ZEROS & ~tailMask(length));
        }
        text[w] = word;
        hash = hashWord(hash, word);
        const high = read | HIGHS;
        wrong |= read | ~(high - BLANK_ENDS) | ((high - AT) & ~(high - CAPITALS_END));
        letters |= high - LETTERS;
        signs |= ~(high - ZEROS);
      }
      if ((wrong & HIGHS) !== 0 || ((signs & HIGHS) !== 0 && (letters & HIGHS) === 0)) return k;
      hash = hashEnd(hash);
      const part = hash >>> (32 - PART_BITS);
      let at = next[part]!;
      if (at + POOL_HEAD + count > CHUNK_WORDS) {
        this.open(part);
        at = 0;
      }
      const chunk = last[part]!;
      chunk[at] = hash;
      chunk[at + 1] = this.size++;
      chunk[at + 2] = length;
      for (let w = 0; w < count; w++) chunk[at + POOL_HEAD + w] = text[w]!;
      next[part] = at + POOL_HEAD + count;
    }
    return to;
  }

  /** Ends the filling: `parts` and `filled` hold all texts then. */
  close(): void {
    for (let part = 0; part < POOL_PARTS; part++) if (this.last[part] !== NO_WORDS) this.keep(part);
  }

  /** Makes it empty. */
  clear(): void {
    for (let part = 0; part < POOL_PARTS; part++) {
      this.spare.push(...this.parts[part]!);
      this.parts[part]!.length = 0;
      this.filled[part]!.length = 0;
    }
    this.size = 0;
    this.words = 0;
  }

  private open(part: number): void {
    if (this.last[part] !== NO_WORDS) this.keep(part);
    this.last[part] = this.spare.pop() ?? new Int32Array(CHUNK_WORDS);
    this.words += CHUNK_WORDS;
  }

  private keep(part: number): void {
    this.parts[part]!.push(this.last[part]!);
    this.filled[part]!.push(this.next[part]!);
    this.last[part] = NO_WORDS;
    this.next[part] = CHUNK_WORDS;
  }
}

const NO_WORDS = new Int32Array(0);
/** In every byte of a word: the highest bit, and where ranges of signs begin. */
const HIGHS = 0x80808080 | 0;
const BLANK_ENDS = 0x21212121;
const ZEROS = 0x30303030;
const LETTERS = 0x3a3a3a3a;
const AT = 0x40404040;
const CAPITALS_END = 0x5b5b5b5b;
