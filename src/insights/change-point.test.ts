import { describe, expect, it } from 'vitest';
import { findChangePoint, holm, type WeekOfPeople } from './change-point.ts';
import { pValueBeyond, weekScatter } from './change-point-scatter.ts';
import { seededChance } from './worth-draws.ts';

const weeks = (converted: readonly number[], reached = 100): readonly WeekOfPeople[] =>
  converted.map((x, week) => ({ startUs: week * 604_800e6, reached, converted: x }));

describe('a change point', () => {
  it('is the first week with another rate, with the people on both sides', () => {
    const found = findChangePoint(weeks([40, 42, 39, 41, 40, 38, 26, 24, 25, 27, 26, 24]), seededChance(1));
    expect(found?.week).toBe(6);
    expect(found?.before).toEqual({ reached: 600, converted: 240 });
    expect(found?.after).toEqual({ reached: 600, converted: 152 });
    // Of 924 ways to divide twelve weeks in halves two are as extreme.
    expect(found?.pValue).toBeLessThan(0.01);
  });

  it('is no more than chance where weeks scatter as much as they change', () => {
    const found = findChangePoint(weeks([60, 20, 55, 25, 62, 18, 20, 55, 22, 58, 25, 50]), seededChance(1));
    expect(found?.pValue).toBeGreaterThan(0.05);
  });

  it('has the same chance every time', () => {
    const series = weeks([40, 35, 44, 38, 30, 33, 29, 36]);
    expect(findChangePoint(series, seededChance(3))).toEqual(findChangePoint(series, seededChance(3)));
  });

  it('needs three weeks and thirty people on both sides', () => {
    expect(findChangePoint(weeks([40, 41, 20, 22, 21]), seededChance(1))).toBeNull();
    expect(findChangePoint(weeks([2, 2, 2, 0, 0, 0], 9), seededChance(1))).toBeNull();
    expect(findChangePoint(weeks([4, 4, 4, 0, 0, 0], 10), seededChance(1))?.week).toBe(3);
    expect(findChangePoint([], seededChance(1))).toBeNull();
  });

  it('is never found where everybody or nobody goes on', () => {
    expect(findChangePoint(weeks([0, 0, 0, 0, 0, 0]), seededChance(1))?.pValue).toBe(1);
    expect(findChangePoint(weeks([100, 100, 100, 100, 100, 100]), seededChance(1))?.pValue).toBe(1);
  });
});

describe("Holm's procedure", () => {
  it('holds p-values to alpha over what is left of them, and stops at the first that fails', () => {
    expect(holm([0.01, 0.04, 0.03, 0.005], 0.05)).toEqual([true, false, false, true]);
    expect(holm([0.001, 0.002, 0.01, 0.04], 0.05)).toEqual([true, true, true, true]);
    expect(holm([], 0.05)).toEqual([]);
    expect(holm([0.05], 0.05)).toEqual([true]);
  });
});

describe('the scatter of weeks', () => {
  const point = (week: number, to: number, mature = true) => ({
    startUs: week * 604_800e6,
    endUs: (week + 1) * 604_800e6,
    label: '',
    from: 100,
    to,
    mature,
  });
  const trend = (converted: readonly number[], mature = true) => ({
    kind: 'trend' as const,
    points: converted.map((to, week) => point(week, to, mature)),
    groups: null,
  });
  const halves = [
    { fromUs: 4 * 604_800e6, toUs: 8 * 604_800e6 - 1 },
    { fromUs: 0, toUs: 4 * 604_800e6 - 1 },
  ] as const;

  it('is that of people alone where weeks are as alike as chance makes them', () => {
    expect(weekScatter(trend([50, 48, 52, 50, 30, 32, 28, 30]), halves).dispersion).toBe(1);
  });

  it("is Pearson's chi-squared over its degrees of freedom", () => {
    // Each half scatters by 20 about 50 of 100: 4 · 400 / 25 = 64 twice, over 8 − 2.
    expect(weekScatter(trend([30, 70, 30, 70, 70, 30, 70, 30]), halves)).toEqual({
      dispersion: expect.closeTo(128 / 6, 12),
      degrees: 6,
    });
  });

  it('is not known of few weeks, or of weeks that are not over', () => {
    expect(weekScatter(trend([10, 90, 10, 90]), halves).dispersion).toBe(1);
    expect(weekScatter(trend([30, 70, 30, 70, 70, 30, 70, 30], false), halves).dispersion).toBe(1);
  });

  it('leaves less of a difference: as much as a t of its degrees of freedom', () => {
    // z = 2.576 over the root of 1.5 is a t of 2.103, which by 10 degrees of freedom is exceeded with 0.0617.
    expect(pValueBeyond(0.01, { dispersion: 1.5, degrees: 10 })).toBeCloseTo(0.0617, 3);
    expect(pValueBeyond(0.01, { dispersion: 1, degrees: 10 })).toBe(0.01);
    expect(pValueBeyond(0, { dispersion: 3, degrees: 10 })).toBe(0);
  });
});
