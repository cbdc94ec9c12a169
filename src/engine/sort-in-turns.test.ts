import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sortInTurns } from './sort-in-turns.ts';

function sorted(values: Float64Array, block?: number): { readonly values: Float64Array; readonly turns: number } {
  const sorting = sortInTurns(values, block);
  let turns = 0;
  for (let next = sorting.next(); ; next = sorting.next()) {
    if (next.done === true) return { values: next.value, turns };
    turns++;
  }
}

test('sorts whatever the sizes of blocks and runs', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.integer({ min: -5, max: 5 }), fc.constant(Number.POSITIVE_INFINITY), fc.maxSafeInteger()), {
        maxLength: 60,
      }),
      fc.integer({ min: 1, max: 9 }),
      (values, block) => {
        const expected = Float64Array.from(values).sort();
        expect(sorted(Float64Array.from(values), block).values).toEqual(expected);
      },
    ),
    { numRuns: 500, seed: 7 },
  );
});

test('a million numbers take many turns', () => {
  const values = Float64Array.from({ length: 1_000_003 }, (_, i) => (i * 7_919) % 1_000_003);
  const { values: found, turns } = sorted(values);
  expect(found.every((value, i) => value === i)).toBe(true);
  expect(turns).toBeGreaterThanOrEqual(20);
});
