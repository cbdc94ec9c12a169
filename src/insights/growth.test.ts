import { describe, expect, it } from 'vitest';
import { judgeGrowth } from './growth.ts';
import { seededChance } from './worth-draws.ts';

const days = (weeks: readonly number[]): readonly number[] => weeks.flatMap((n) => [n, 0, 0, 0, 0, 0, 0]);
const grow = (now: readonly number[], before: readonly number[]) => judgeGrowth(now, before, seededChance(1));

describe('growth', () => {
  it('is the ratio of people a day with an interval that holds it', () => {
    const growth = grow(days([30, 33, 27, 31, 29, 30]), days([20, 22, 18, 21, 19, 20]));
    expect([growth?.now, growth?.before]).toEqual([180, 120]);
    expect(growth?.ratio.value).toBeCloseTo(1.5, 12);
    expect(growth?.ratio.low).toBeGreaterThan(1.3);
    expect(growth?.ratio.high).toBeLessThan(1.7);
    expect(growth?.verdict).toBe('growing');
  });

  it('shrinks the other way round, and cannot be told where weeks differ more than periods', () => {
    expect(grow(days([20, 22, 18, 21, 19, 20]), days([30, 33, 27, 31, 29, 30]))?.verdict).toBe('shrinking');
    expect(grow(days([10, 60, 5, 70, 20, 15]), days([50, 5, 8, 60, 10, 12]))?.verdict).toBe('cannot-tell');
  });

  it('compares people a day where the periods are not equally long', () => {
    const growth = grow(days([20, 21, 19, 20, 20, 20, 21, 19]), days([20, 20, 21, 19]));
    expect(growth?.ratio.value).toBeCloseTo(1, 12);
    expect(growth?.verdict).toBe('cannot-tell');
  });

  it('is not judged on fewer than thirty people or four weeks', () => {
    expect(grow(days([30, 30, 30]), days([20, 20, 20]))).toBeNull();
    expect(grow(days([5, 5, 5, 5]), days([20, 20, 20, 20]))).toBeNull();
    expect(grow(days([20, 20, 20, 20]), days([29, 0, 0, 0]))).toBeNull();
    expect(grow([], [])).toBeNull();
  });

  it('is not judged where nearly all came in one week, so that some draws have nobody to divide by', () => {
    expect(grow(days([20, 20, 20, 20]), days([0, 0, 90, 0]))).toBeNull();
  });
});
