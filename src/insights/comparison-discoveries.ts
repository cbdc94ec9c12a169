/**
 * How many of the comparisons of one table are discoveries at the false discovery rate `q`: the largest R for which the
 * R-th smallest p-value is at most q·R/m (Benjamini and Hochberg 1995, Journal of the Royal Statistical Society B
 * 57:289–300). The discoveries are those with a p-value of at most q·R/m.
 */
export function countDiscoveries(pValues: readonly number[], q: number): number {
  const sorted = pValues.toSorted((a, b) => a - b);
  return sorted.findLastIndex((p, index) => p <= (q * (index + 1)) / sorted.length) + 1;
}
