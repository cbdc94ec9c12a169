/** Where the half of a double with its sign, exponent and first 20 bits lies, on this machine. */
const HIGH = new Uint32Array(Float64Array.of(1).buffer)[1] === 0 ? 0 : 1;
/** The finest cells are a 4096th of a power of two wide. */
const FINEST_BITS = 8;

/**
 * Cells of a range of numbers in their order, about as many as there are numbers: the first bits of a double make an
 * integer that grows with it. Cells are wider where numbers are larger, so that a few large ones do not crowd the rest into
 * one cell.
 */
export class FloatCells {
  readonly count: number;
  private readonly words: Uint32Array;
  private readonly lowest: number;
  private readonly shift: number;

  /** `values`: none NaN. */
  constructor(values: Float64Array) {
    const n = values.length;
    this.words = new Uint32Array(values.buffer, values.byteOffset, 2 * n);
    let least = 0xffff_ffff;
    let most = 0;
    for (let i = 0; i < n; i++) {
      const word = ascending(this.words[2 * i + HIGH]!);
      if (word < least) least = word;
      if (word > most) most = word;
    }
    let shift = FINEST_BITS;
    while ((most >>> shift) - (least >>> shift) > 2 * n) shift++;
    this.shift = shift;
    this.lowest = n === 0 ? 0 : least >>> shift;
    this.count = n === 0 ? 0 : (most >>> shift) - this.lowest + 1;
  }

  /** The cell of the number with that index. */
  of(index: number): number {
    return (ascending(this.words[2 * index + HIGH]!) >>> this.shift) - this.lowest;
  }
}

/** Of negative numbers larger bits mean less. */
function ascending(word: number): number {
  return (word ^ ((word >> 31) | 0x8000_0000)) >>> 0;
}
