import { describe, expect, it } from 'vitest';
import { isTooFew, wilson } from './rate.ts';

describe('the interval of a rate', () => {
  // Newcombe 1998, "Two-sided confidence intervals for the single proportion", table I, method 3.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('of %i in %i is the published one', (x, n, low, high) => {
    const rate = wilson(x, n);
    expect(rate.value).toBe(x / n);
    expect(rate.low).toBeCloseTo(low, 4);
    expect(rate.high).toBeCloseTo(high, 4);
    expect(rate.n).toBe(n);
  });

  it('is exactly 0 and 1 at the edges, where nobody or everybody converts', () => {
    expect(wilson(0, 50).low).toBe(0);
    expect(wilson(50, 50).high).toBe(1);
  });

  it('does not exist without people, and is not NaN', () => {
    expect(wilson(0, 0)).toEqual({ value: null, low: null, high: null, n: 0 });
  });

  it('mirrors when converted and lost change places', () => {
    const rate = wilson(37, 210);
    const mirrored = wilson(210 - 37, 210);
    expect(rate.low).toBeCloseTo(1 - (mirrored.high ?? 0), 12);
    expect(rate.high).toBeCloseTo(1 - (mirrored.low ?? 0), 12);
  });

  it('refuses more conversions than people, and figures that are not numbers', () => {
    expect(() => wilson(5, 4)).toThrow(RangeError);
    expect(() => wilson(-1, 4)).toThrow(RangeError);
    expect(() => wilson(Number.NaN, 4)).toThrow(RangeError);
  });
});

describe('too few people', () => {
  it('is below thirty', () => {
    expect(isTooFew(29)).toBe(true);
    expect(isTooFew(30)).toBe(false);
  });
});
