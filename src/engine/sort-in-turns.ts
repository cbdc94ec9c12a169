/** Numbers sorted at a stroke, and numbers merged between two yields; some milliseconds each. */
const BLOCK = 65_536;
const MERGED_PER_TURN = 524_288;

/** The numbers in ascending order, in an array that may be `values` itself, which is reordered; yields on the way. */
export function* sortInTurns(values: Float64Array, block: number = BLOCK): Generator<void, Float64Array> {
  const n = values.length;
  for (let from = 0; from < n; from += block) {
    values.subarray(from, from + block).sort();
    yield;
  }
  if (n <= block) return values;
  let source = values;
  let target: Float64Array = new Float64Array(n);
  for (let width = block; width < n; width *= 2) {
    let done = 0;
    for (let from = 0; from < n; from += 2 * width) {
      const middle = Math.min(n, from + width);
      const end = Math.min(n, from + 2 * width);
      let left = from;
      for (let at = from; at < end; ) {
        const upTo = Math.min(end, at + MERGED_PER_TURN - done);
        left = mergeInto(target, at, upTo, source, left, middle, end);
        done += upTo - at;
        at = upTo;
        if (done < MERGED_PER_TURN) continue;
        done = 0;
        yield;
      }
    }
    [source, target] = [target, source];
  }
  return source;
}

/**
 * Fills `target` from `at` up to, not including, `upTo` with the next of two sorted runs of `source`, of which the left
 * one goes on at `left`, before `middle`, and the right one ends at `end`. Returns where the left one now goes on.
 */
function mergeInto(
  target: Float64Array,
  at: number,
  upTo: number,
  source: Float64Array,
  left: number,
  middle: number,
  end: number,
): number {
  let i = left;
  // What is written so far came from the two runs, so that the right one goes on at the middle plus the rest.
  let j = at + middle - left;
  for (let k = at; k < upTo; k++) {
    if (i < middle && (j >= end || source[i]! <= source[j]!)) target[k] = source[i++]!;
    else target[k] = source[j++]!;
  }
  return i;
}
