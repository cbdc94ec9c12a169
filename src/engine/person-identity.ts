import type { EventColumns } from './columns.ts';

/**
 * A number for each person that depends on their key alone, so that whatever is drawn by chance is drawn alike wherever
 * the person's events lie: MurmurHash3 of the key's UTF-8 (x86, 32 bits, seed 0; Austin Appleby, public domain).
 */
export class PersonIdentity {
  private readonly columns: EventColumns;
  private readonly known: Uint32Array;
  private readonly isKnown: Uint8Array;

  constructor(columns: EventColumns) {
    this.columns = columns;
    this.known = new Uint32Array(columns.personCount);
    this.isKnown = new Uint8Array(columns.personCount);
  }

  of(person: number): number {
    if (this.isKnown[person] === 0) {
      const { bytes, offsets } = this.columns.personKeys;
      this.known[person] = murmurHash3(bytes, offsets[person]!, offsets[person + 1]!);
      this.isKnown[person] = 1;
    }
    return this.known[person]!;
  }
}

/** Of the bytes from `from` up to, not including, `to`; an unsigned number of 32 bits. */
export function murmurHash3(bytes: Uint8Array, from: number, to: number): number {
  const whole = from + ((to - from) & ~3);
  let h = 0;
  for (let at = from; at < whole; at += 4) {
    const word = bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
    h ^= scrambled(word);
    h = Math.imul((h << 13) | (h >>> 19), 5) + 0xe6546b64;
  }
  let rest = 0;
  for (let at = to - 1; at >= whole; at--) rest = (rest << 8) | bytes[at]!;
  if (whole < to) h ^= scrambled(rest);
  h ^= to - from;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

function scrambled(word: number): number {
  const k = Math.imul(word, 0xcc9e2d51);
  return Math.imul((k << 15) | (k >>> 17), 0x1b873593);
}
