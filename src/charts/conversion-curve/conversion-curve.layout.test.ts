import { describe, expect, it } from 'vitest';
import { curveStops, layoutCurve, shareAt } from './conversion-curve.layout.ts';

const DAY = 86_400e6;
const curve = [
  { elapsedUs: 0, share: 0.1, atRisk: 100 },
  { elapsedUs: 2 * DAY, share: 0.25, atRisk: 80 },
  { elapsedUs: 9 * DAY, share: 0.3, atRisk: 40 },
];

describe('the share converted', () => {
  it('is that of the latest step, and nothing before the first', () => {
    expect([0, DAY, 2 * DAY, 8.9 * DAY, 9 * DAY, 99 * DAY].map((us) => shareAt(curve, us))).toEqual([
      0.1, 0.1, 0.25, 0.25, 0.3, 0.3,
    ]);
    expect(shareAt(curve.slice(1), DAY)).toBe(0);
    expect(shareAt([], DAY)).toBe(0);
  });

  it('can be read at every day of a month', () => {
    const stops = curveStops(curve, 30 * DAY);
    expect(stops).toHaveLength(31);
    expect(stops[9]).toEqual({ elapsedUs: 9 * DAY, share: 0.3 });
  });

  it('never falls, and stays in the plot up to its end', () => {
    const places = layoutCurve(curve, curveStops(curve, 30 * DAY), 30 * DAY, 500, String);
    const heights = places.points.map(({ y }) => y);
    expect(heights).toEqual(heights.toSorted((a, b) => b - a));
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(places.top - 1e-9);
    expect(places.line.endsWith(`H${places.right}`)).toBe(true);
  });

  it('draws a million steps as a line of its width', () => {
    const long = Array.from({ length: 100_000 }, (_, k) => ({ elapsedUs: k * 20e6, share: k / 200_000, atRisk: 1 }));
    expect(layoutCurve(long, [], 2_000_000e6, 500, String).line.length).toBeLessThan(60_000);
  });
});
