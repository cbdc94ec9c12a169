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

test('quantiles of many values are those of the sorted ones, however skewed they are', () => {
  const spread = fc.constantFrom<(at: number) => number>(
    (at) => at * 2.5e12,
    (at) => Math.floor(at ** 12 * 2.5e12),
    (at) => (at < 0.97 ? 86_400_000_000 : at * 2.5e12),
    (at) => (at - 0.5) * 1000,
  );
  fc.assert(
    fc.property(spread, fc.integer({ min: 513, max: 3000 }), fc.nat(9999), (of, n, seed) => {
      const values = Float64Array.from({ length: n }, (_, i) => of((((i + seed) * 7919) % 10_007) / 10_007));
      const sorted = Float64Array.from(values).sort();
      const at = (p: number): number => {
        const h = (n - 1) * p;
        const low = sorted[Math.floor(h)] ?? 0;
        return low + (h - Math.floor(h)) * ((sorted[Math.ceil(h)] ?? low) - low);
      };
      const found = durationsOf(values);
      expect([found?.p25Us, found?.medianUs, found?.p75Us, found?.p90Us]).toEqual([0.25, 0.5, 0.75, 0.9].map(at));
    }),
    { numRuns: 200, seed: 4 },
  );
});

test('a list keeps its numbers while it grows', () => {
  const list = new NumberList();
  for (let i = 0; i < 1000; i++) list.push(i);
  expect([...list.view()]).toEqual(Array.from({ length: 1000 }, (_, i) => i));
});
