/** The hash of a text by its words of four bytes, little-endian, the last one filled up with zeros. `seed` varies it. */
export function hashStart(seed: number, length: number): number {
  return seed ^ length;
}

export function hashWord(hash: number, word: number): number {
  const h = Math.imul(hash ^ word, 0x9e3779b1);
  return h ^ (h >>> 15);
}

export function hashEnd(hash: number): number {
  const h = Math.imul(hash, 0x85ebca6b);
  return h ^ (h >>> 13);
}

/** Keeps the bytes of the last word that belong to a text of that length, which is no multiple of four. */
export function tailMask(length: number): number {
  return -1 >>> (32 - (length & 3) * 8);
}
