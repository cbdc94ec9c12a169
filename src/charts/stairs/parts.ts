/**
 * Sizes of the parts of one block, in order. They keep their proportions, but what exists is at least `minPx` as long as
 * there is room, so that 3 people of 10 million can be seen; the sizes add up to `totalPx`.
 */
export function sizesOf(counts: readonly number[], totalPx: number, minPx = 2): readonly number[] {
  const sum = counts.reduce((a, b) => a + b, 0);
  if (sum <= 0 || totalPx <= 0) return counts.map(() => 0);
  const present = counts.filter((count) => count > 0).length;
  const least = Math.min(minPx, totalPx / present);
  const raw = counts.map((count) => (count / sum) * totalPx);
  const small = counts.map((count, i) => count > 0 && (raw[i] ?? 0) < least);
  const forSmall = small.filter(Boolean).length * least;
  const largeSum = raw.reduce((a, size, i) => a + (small[i] ? 0 : size), 0);
  const factor = largeSum > 0 ? (totalPx - forSmall) / largeSum : 0;
  return raw.map((size, i) => (small[i] ? least : size * factor));
}

/** Rounds path coordinates to a tenth of a pixel. */
export function px(value: number): number {
  return Math.round(value * 10) / 10;
}
