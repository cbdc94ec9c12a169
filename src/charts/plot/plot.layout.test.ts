import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { labelStep, nearestStop, shareAxis } from './plot.layout.ts';

describe('an axis of shares', () => {
  it('holds what it must, ends on a tick and never beyond everything', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (highest) => {
        const { end, ticks } = shareAxis(highest);
        expect(end).toBeGreaterThanOrEqual(highest - 1e-9);
        expect(end).toBeLessThanOrEqual(1);
        expect(ticks[0]).toBe(0);
        expect(ticks.length).toBeGreaterThan(1);
        expect(ticks.length).toBeLessThan(9);
      }),
    );
  });
});

describe('labels', () => {
  it('get the room that they need', () => {
    for (const count of [1, 7, 52, 365, 3000]) {
      const step = labelStep(count, 1100, 64);
      expect((1100 / count) * step).toBeGreaterThanOrEqual(64 - 1e-9);
    }
  });
});

describe('the nearest stop', () => {
  it('is found, and is none where there are none', () => {
    expect(nearestStop([10, 20, 40], 31)).toBe(2);
    expect(nearestStop([10, 20, 40], -5)).toBe(0);
    expect(nearestStop([], 3)).toBe(-1);
  });
});
