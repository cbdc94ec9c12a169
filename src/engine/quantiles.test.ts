import fc from 'fast-check';
import { expect, test } from 'vitest';
import { durationsOf, NumberList } from './quantiles.ts';

test('quartiles interpolate linearly between order statistics', () => {
  expect(durationsOf(Float64Array.of(40, 10, 30, 20))).toEqual({
    n: 4,
    meanUs: 25,
    p25Us: 17.5,
    medianUs: 25,
    p75Us: 32.5,
    p90Us: 37,
  });
  expect(durationsOf(Float64Array.of(7))).toEqual({ n: 1, meanUs: 7, p25Us: 7, medianUs: 7, p75Us: 7, p90Us: 7 });
});

test('nobody has no durations', () => {
  expect(durationsOf(new Float64Array(0))).toBeNull();
});

test('selection agrees with sorting, whatever repeats there are', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(20), { minLength: 1, maxLength: 60 }), (values) => {
      const sorted = [...values].sort((a, b) => a - b);
      const at = (p: number): number => {
        const h = (sorted.length - 1) * p;
        const low = sorted[Math.floor(h)] ?? 0;
        return low + (h - Math.floor(h)) * ((sorted[Math.ceil(h)] ?? low) - low);
      };
      const found = durationsOf(Float64Array.from(values));
      expect(found?.p25Us).toBeCloseTo(at(0.25), 9);
      expect(found?.medianUs).toBeCloseTo(at(0.5), 9);
      expect(found?.p75Us).toBeCloseTo(at(0.75), 9);
      expect(found?.p90Us).toBeCloseTo(at(0.9), 9);
    }),
    { numRuns: 2000, seed: 3 },
  );
});

test('a list keeps its numbers while it grows', () => {
  const list = new NumberList();
  for (let i = 0; i < 1000; i++) list.push(i);
  expect([...list.view()]).toEqual(Array.from({ length: 1000 }, (_, i) => i));
});
