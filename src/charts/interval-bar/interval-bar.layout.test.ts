import { describe, expect, it } from 'vitest';
import { commonEnd, placeInterval } from './interval-bar.layout.ts';

describe('an interval bar', () => {
  it('stands where its rate stands', () => {
    const place = placeInterval({ value: 0.25, low: 0.2, high: 0.3 }, 0.5, 100);
    expect(place.point).toBeCloseTo(50, 9);
    expect(place.from).toBeCloseTo(40, 9);
    expect(place.width).toBeCloseTo(20, 9);
  });

  it('stays visible for ten million people, and on its line', () => {
    const place = placeInterval({ value: 0, low: 0, high: 0.0000004 }, 1, 100);
    expect(place).toEqual({ point: 0, from: 0, width: 4 });
    const end = placeInterval({ value: 1, low: 0.9999996, high: 1 }, 1, 100);
    expect(end.from + end.width).toBe(100);
  });

  it('shares its end with the others of its table', () => {
    expect(commonEnd([{ high: 0.11 }, { high: 0.34 }])).toBe(0.4);
    expect(commonEnd([{ high: 0.98 }])).toBe(1);
    expect(commonEnd([{ high: null }])).toBe(1);
    expect(() => placeInterval({ value: 0, low: 0, high: 0 }, 0, 100)).toThrow(RangeError);
  });
});
