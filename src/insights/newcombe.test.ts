import { describe, expect, it } from 'vitest';
import { newcombe } from './newcombe.ts';

describe('the interval of a difference', () => {
  // Newcombe 1998, "Interval estimation for the difference between independent proportions", table II, method 10.
  it.each([
    [56, 70, 48, 80, 0.0524, 0.3339],
    [9, 10, 3, 10, 0.1705, 0.809],
    [6, 7, 2, 7, 0.0582, 0.8062],
    [5, 56, 0, 29, -0.0381, 0.1926],
    [0, 10, 0, 20, -0.1611, 0.2775],
    [0, 10, 0, 10, -0.2775, 0.2775],
    [10, 10, 0, 20, 0.6791, 1],
    [10, 10, 0, 10, 0.6075, 1],
  ])('of %i/%i and %i/%i is the published one', (x1, n1, x2, n2, low, high) => {
    const difference = newcombe(x1, n1, x2, n2);
    expect(difference?.value).toBeCloseTo(x1 / n1 - x2 / n2, 12);
    expect(difference?.low).toBeCloseTo(low, 4);
    expect(difference?.high).toBeCloseTo(high, 4);
  });

  it('turns around when the sides change places', () => {
    const one = newcombe(12, 80, 30, 90);
    const other = newcombe(30, 90, 12, 80);
    expect(one?.low).toBeCloseTo(-(other?.high ?? 0), 12);
    expect(one?.high).toBeCloseTo(-(other?.low ?? 0), 12);
  });

  it('does not exist when a side has nobody', () => {
    expect(newcombe(0, 0, 3, 10)).toBeNull();
    expect(newcombe(3, 10, 0, 0)).toBeNull();
  });
});
