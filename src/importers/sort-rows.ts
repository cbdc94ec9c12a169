/**
 * The order in which every segment `starts[p] .. starts[p + 1]` of `times` ascends, rows at one time as they are; `null`
 * when that is the order they have.
 */
export function sortedSegments(times: Float64Array, starts: Uint32Array): Uint32Array | null {
  let order: Uint32Array | null = null;
  for (let p = 0; p + 1 < starts.length; p++) {
    const from = starts[p]!;
    const to = starts[p + 1]!;
    let sorted = true;
    for (let i = from + 1; i < to && sorted; i++) sorted = times[i - 1]! <= times[i]!;
    if (sorted) continue;
    if (order === null) {
      order = new Uint32Array(times.length);
      for (let i = 0; i < order.length; i++) order[i] = i;
    }
    sortRows(order, from, to, times);
  }
  return order;
}

const SHORT = 24;

/** Sorts `order[from..to)` by time; rows at one time stay as they are. */
function sortRows(order: Uint32Array, from: number, to: number, times: Float64Array): void {
  for (let start = from; start < to; start += SHORT) insertionSort(order, start, Math.min(to, start + SHORT), times);
  if (to - from <= SHORT) return;
  let source: Uint32Array = order.slice(from, to);
  let target: Uint32Array = new Uint32Array(to - from);
  for (let width = SHORT; width < source.length; width *= 2) {
    for (let start = 0; start < source.length; start += width * 2) merge(source, target, start, width, times);
    [source, target] = [target, source];
  }
  order.set(source, from);
}

function insertionSort(order: Uint32Array, from: number, to: number, times: Float64Array): void {
  for (let i = from + 1; i < to; i++) {
    const row = order[i]!;
    const time = times[row]!;
    let j = i - 1;
    while (j >= from && times[order[j]!]! > time) {
      order[j + 1] = order[j]!;
      j--;
    }
    order[j + 1] = row;
  }
}

function merge(source: Uint32Array, target: Uint32Array, start: number, width: number, times: Float64Array): void {
  const middle = Math.min(start + width, source.length);
  const end = Math.min(start + width * 2, source.length);
  let a = start;
  let b = middle;
  for (let at = start; at < end; at++) {
    if (b >= end || (a < middle && times[source[a]!]! <= times[source[b]!]!)) target[at] = source[a++]!;
    else target[at] = source[b++]!;
  }
}
