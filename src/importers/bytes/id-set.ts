const START = 1024;

/**
 * Texts seen before, by a seeded hash of 64 bits each: ten million ids in 160 MB, and one chance in a hundred thousand
 * that two of those are taken for one.
 */
export class IdSet {
  size = 0;
  private slots = new Uint32Array(START * 2);
  private mask = START - 1;
  private readonly seed: number;

  constructor(seed: number) {
    this.seed = seed | 0;
  }

  /** Adds `bytes[start..end)`; whether it was new. */
  add(bytes: Uint8Array, start: number, end: number): boolean {
    let high = this.seed ^ 0x9e3779b9;
    let low = ~this.seed;
    for (let i = start; i < end; i++) {
      const c = bytes[i]!;
      high = Math.imul(high ^ c, 0x85ebca6b);
      high ^= high >>> 15;
      low = Math.imul(low + c, 0xc2b2ae35);
      low ^= low >>> 13;
    }
    high = mixed(high ^ (end - start));
    // Zero stands for a free slot.
    low = mixed(low) | 1;
    if (!this.place(this.slots, high, low)) return false;
    this.size++;
    if (this.size * 5 > (this.mask + 1) * 3) this.grow();
    return true;
  }

  private place(slots: Uint32Array, high: number, low: number): boolean {
    for (let at = high & this.mask; ; at = (at + 1) & this.mask) {
      const found = slots[at * 2 + 1]!;
      if (found === 0) {
        slots[at * 2] = high;
        slots[at * 2 + 1] = low;
        return true;
      }
      if (found === low >>> 0 && slots[at * 2] === high >>> 0) return false;
    }
  }

  private grow(): void {
    const old = this.slots;
    this.slots = new Uint32Array(old.length * 2);
    this.mask = this.mask * 2 + 1;
    for (let at = 0; at < old.length; at += 2) if (old[at + 1] !== 0) this.place(this.slots, old[at]!, old[at + 1]!);
  }
}

function mixed(hash: number): number {
  const a = Math.imul(hash ^ (hash >>> 16), 0x7feb352d);
  const b = Math.imul(a ^ (a >>> 15), 0x846ca68b);
  return b ^ (b >>> 16);
}
