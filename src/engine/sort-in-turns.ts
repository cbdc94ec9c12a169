import { FloatCells } from './float-cells.ts';

/** Numbers looked at between two yields; some milliseconds. */
const NUMBERS_PER_TURN = 131_072;
/** Up to so many numbers are sorted by moving each to its place. */
const FEW = 24;

/**
 * The numbers in ascending order; yields on the way. Each is put into its cell first, so that only neighbours are left to
 * be sorted. `values`: none NaN; they stay as they are.
 */
export function* sortInTurns(values: Float64Array, perTurn: number = NUMBERS_PER_TURN): Generator<void, Float64Array> {
  const n = values.length;
  const cells = new FloatCells(values);
  const end = new Uint32Array(cells.count + 1);
  yield;
  for (let i = 0, turn = perTurn; i < n; turn += perTurn) {
    for (const to = Math.min(n, turn); i < to; i++) end[cells.of(i) + 1]!++;
    yield;
  }
  for (let cell = 1; cell <= cells.count; cell++) end[cell]! += end[cell - 1]!;
  const sorted = new Float64Array(n);
  // Each cell's beginning moves on to its end while it is filled.
  for (let i = 0, turn = perTurn; i < n; turn += perTurn) {
    for (const to = Math.min(n, turn); i < to; i++) sorted[end[cells.of(i)]!++] = values[i]!;
    yield;
  }
  for (let cell = 0, from = 0, turn = perTurn; cell < cells.count; cell++) {
    const to = end[cell]!;
    if (to - from > 1) sortPart(sorted, from, to);
    from = to;
    if (from < turn) continue;
    turn = from + perTurn;
    yield;
  }
  return sorted;
}

function sortPart(values: Float64Array, from: number, to: number): void {
  if (to - from > FEW) {
    if (!isSorted(values, from, to)) values.subarray(from, to).sort();
    return;
  }
  for (let i = from + 1; i < to; i++) {
    const value = values[i]!;
    let at = i;
    for (; at > from && values[at - 1]! > value; at--) values[at] = values[at - 1]!;
    values[at] = value;
  }
}

/** Whether numbers need no sorting: whole days are often all alike. */
export function isSorted(values: Float64Array, from: number, to: number): boolean {
  for (let i = from + 1; i < to; i++) if (values[i]! < values[i - 1]!) return false;
  return true;
}
