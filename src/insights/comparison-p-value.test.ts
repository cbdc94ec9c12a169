import { describe, expect, it } from 'vitest';
import { criticalZ, differencePValue, normalTail } from './comparison-p-value.ts';
import { newcombe } from './newcombe.ts';
import { Z95 } from './rate.ts';

const relative = (actual: number, expected: number): number => Math.abs(actual / expected - 1);

describe('the normal distribution', () => {
  // Abramowitz and Stegun, tables 26.1 and 26.2.
  it.each([
    [0, 0.5],
    [1, 0.158655253931457],
    [2, 0.0227501319481792],
    [3, 1.34989803163009e-3],
    [4, 3.16712418331199e-5],
    [5, 2.866515718791939e-7],
    [10, 7.61985302416053e-24],
  ])('has the published tail beyond %d', (z, tail) => {
    expect(relative(normalTail(z), tail)).toBeLessThan(1e-12);
  });

  it('is smooth where the way to compute it changes', () => {
    const [below, above] = [normalTail(3 - 1e-6), normalTail(3)];
    expect(relative((below - above) / 1e-6, Math.exp(-4.5) / Math.sqrt(2 * Math.PI))).toBeLessThan(1e-5);
  });

  it('has no tail far out instead of a number that is none', () => {
    expect(normalTail(64)).toBe(0);
  });

  it.each([
    [0.05, Z95],
    [0.1, 1.6448536269514722],
    [0.01, 2.5758293035489004],
    [0.001, 3.2905267314918945],
  ])('has the published z for an alpha of %d', (alpha, z) => {
    expect(criticalZ(alpha)).toBeCloseTo(z, 11);
  });

  it('has no z for an alpha that is none', () => {
    for (const alpha of [0, -1, 1.1, Number.NaN]) expect(() => criticalZ(alpha)).toThrow(RangeError);
  });
});

describe('the p-value of a difference', () => {
  it.each([
    [56, 70, 48, 80],
    [48, 80, 56, 70],
    [9, 10, 3, 10],
    [5, 56, 0, 29],
    [10, 10, 0, 20],
    [300, 10_000, 301, 10_000],
  ])('of %i/%i and %i/%i is the alpha at which the interval comes to hold 0', (x1, n1, x2, n2) => {
    const p = differencePValue(x1, n1, x2, n2) ?? Number.NaN;
    const holdsZero = (alpha: number): boolean => {
      const { low, high } = newcombe(x1, n1, x2, n2, criticalZ(alpha)) ?? { low: 0, high: 0 };
      return low <= 0 && high >= 0;
    };
    expect([holdsZero(p * (1 - 1e-9)), holdsZero(Math.min(1, p * (1 + 1e-9)))]).toEqual([true, false]);
    expect(p < 0.05).toBe(!holdsZero(0.05));
  });

  it('is the same from both sides, and 1 without a difference', () => {
    expect(differencePValue(12, 80, 30, 90)).toBe(differencePValue(30, 90, 12, 80));
    expect(differencePValue(10, 40, 25, 100)).toBe(1);
  });

  it('is 0 when no number is small enough, and does not exist when a side has nobody', () => {
    expect(differencePValue(9_000_000, 10_000_000, 1_000_000, 10_000_000)).toBe(0);
    expect(differencePValue(0, 0, 1, 10)).toBeNull();
  });
});
