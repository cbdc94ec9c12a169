import { describe, expect, it } from 'vitest';
import { commonReach, placeDifference } from './difference-bar.layout.ts';

describe('a difference', () => {
  it('stands to the right of zero when it is higher, and its interval crosses zero only when it holds it', () => {
    const higher = placeDifference({ value: 0.1, low: 0.05, high: 0.15 }, 0.2, 100);
    expect(higher.zero).toBe(50);
    expect(higher.point).toBeCloseTo(75);
    expect(higher.from).toBeCloseTo(62.5);
    expect(higher.width).toBeCloseTo(25);
    const unsure = placeDifference({ value: 0.02, low: -0.05, high: 0.09 }, 0.2, 100);
    expect(unsure.from).toBeLessThan(unsure.zero);
    expect(unsure.from + unsure.width).toBeGreaterThan(unsure.zero);
  });

  it('never leaves its line', () => {
    const place = placeDifference({ value: -0.9, low: -1, high: -0.5 }, 0.2, 100);
    expect(place.from).toBe(0);
    expect(place.point).toBe(0);
  });

  it('shares a line with the others', () => {
    expect(commonReach([{ low: -0.12, high: 0.03 }, null])).toBeCloseTo(0.15);
    expect(commonReach([null])).toBe(1);
  });
});
