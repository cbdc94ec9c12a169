import { describe, expect, it } from 'vitest';
import { drawBeta, drawGamma, seededChance } from './worth-draws.ts';

const DRAWS = 40_000;

/** The quantiles of draws, sorted. */
function quantiles(draw: () => number, at: readonly number[]): readonly number[] {
  const sorted = Float64Array.from({ length: DRAWS }, draw).toSorted();
  return at.map((p) => sorted[Math.floor(p * DRAWS)] ?? Number.NaN);
}

describe('a draw from a beta distribution', () => {
  // Quantiles at 2.5 %, 50 % and 97.5 %, with closed forms: of Beta(a, 1), p^(1/a); of Beta(1, b), 1 − (1−p)^(1/b); of
  // Beta(½, ½), the arcsine distribution, sin²(πp/2).
  it.each([
    ['Beta(1, 1)', 1, 1, (p: number) => p],
    ['Beta(5, 1)', 5, 1, (p: number) => p ** (1 / 5)],
    ['Beta(1, 40)', 1, 40, (p: number) => 1 - (1 - p) ** (1 / 40)],
    ['Beta(½, ½)', 0.5, 0.5, (p: number) => Math.sin((Math.PI * p) / 2) ** 2],
  ])('has the quantiles of %s', (_name, a, b, quantile) => {
    const chance = seededChance(11);
    const at = [0.025, 0.25, 0.5, 0.75, 0.975];
    const found = quantiles(() => drawBeta(a, b, chance), at);
    at.forEach((p, k) => {
      // A sample quantile spreads as √(p(1−p)/n) on the scale of p; five of those on either side.
      const spread = 5 * Math.sqrt((p * (1 - p)) / DRAWS);
      expect(found[k]).toBeGreaterThan(quantile(Math.max(0, p - spread)));
      expect(found[k]).toBeLessThan(quantile(Math.min(1, p + spread)));
    });
  });

  it('has the mean and variance of 30 and a half of 101', () => {
    const chance = seededChance(5);
    const [a, b] = [30.5, 70.5];
    const draws = Array.from({ length: DRAWS }, () => drawBeta(a, b, chance));
    const mean = draws.reduce((sum, x) => sum + x, 0) / DRAWS;
    const variance = draws.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (DRAWS - 1);
    expect(mean).toBeCloseTo(a / (a + b), 3);
    expect(variance / ((a * b) / ((a + b) ** 2 * (a + b + 1)))).toBeCloseTo(1, 1);
  });

  it('stays within 0 and 1 for nobody of 30, for all 30, and for 10 million', () => {
    const chance = seededChance(3);
    for (const [x, n] of [
      [0, 30],
      [30, 30],
      [0, 0],
      [1, 10_000_000],
    ] as const) {
      for (let d = 0; d < 2000; d++) {
        const p = drawBeta(x + 0.5, n - x + 0.5, chance);
        expect(p >= 0 && p <= 1).toBe(true);
      }
    }
  });

  it('is the same for the same seed and another for another', () => {
    const some = (seed: number) => {
      const chance = seededChance(seed);
      return Array.from({ length: 20 }, () => drawBeta(3.5, 8.5, chance));
    };
    expect(some(7)).toEqual(some(7));
    expect(some(7)).not.toEqual(some(8));
  });

  it('needs a shape above 0', () => {
    expect(() => drawGamma(0, seededChance(1))).toThrow(RangeError);
    expect(() => drawGamma(Number.NaN, seededChance(1))).toThrow(RangeError);
  });
});
