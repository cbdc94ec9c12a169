import { describe, expect, it } from 'vitest';
import { canCompare, comesBack, smallerPeriod } from './finding-comparable.ts';

const at = (inBoth: number, a: number, b: number) => ({
  from: 'awareness',
  to: 'interest',
  inBoth,
  a: { reached: a, converted: 0 },
  b: { reached: b, converted: 0 },
});

describe('two periods with people in both', () => {
  it('can be compared up to a twentieth of the smaller one', () => {
    expect(canCompare(at(0, 100, 100))).toBe(true);
    expect(canCompare(at(5, 95, 900))).toBe(true);
    expect(canCompare(at(6, 94, 900))).toBe(false);
    expect(smallerPeriod(at(6, 94, 900))).toBe(100);
  });

  it('can be compared where nobody came, which says nothing', () => {
    expect(canCompare(at(0, 0, 0))).toBe(true);
    expect(canCompare(at(1, 0, 0))).toBe(false);
  });
});

describe('a trend of people who come back', () => {
  const trend = (...entries: readonly number[]) => ({
    kind: 'trend' as const,
    points: entries.map((from) => ({ startUs: 0, endUs: 1, label: '', from, to: 0, mature: true })),
    groups: null,
  });

  it('is one of visits when they enter in more than one period of twenty', () => {
    expect(comesBack(trend(50, 50), 100)).toBe(false);
    expect(comesBack(trend(50, 50), 95)).toBe(false);
    expect(comesBack(trend(50, 50), 94)).toBe(true);
  });
});
