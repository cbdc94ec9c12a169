import { describe, expect, it } from 'vitest';
import { judgeTrend } from '../../insights/trend-judgement.ts';
import { isDense, layoutTrend } from './trend.layout.ts';

const periods = judgeTrend(
  [
    [400, 100, true],
    [12, 3, true],
    [420, 130, true],
    [390, 80, true],
    [380, 20, false],
    [0, 0, false],
  ].map(([from, to, mature], k) => ({
    startUs: k,
    endUs: k + 1,
    label: '',
    from: Number(from),
    to: Number(to),
    mature: Boolean(mature),
  })),
);
const layout = (width: number) =>
  layoutTrend(
    periods,
    width,
    (k) => String(k),
    (share) => String(share),
  );

describe('the trend', () => {
  it('keeps every mark and whisker within the plot', () => {
    for (const width of [300, 1100]) {
      const { marks, left, right, top, bottom } = layout(width);
      for (const { x, y, whisker } of marks) {
        expect(x).toBeGreaterThan(left);
        expect(x).toBeLessThan(right);
        for (const at of [y, ...(whisker ?? [])]) {
          expect(at).toBeGreaterThanOrEqual(top - 1e-9);
          expect(at).toBeLessThanOrEqual(bottom + 1e-9);
        }
      }
    }
  });

  it('gives an interval to whole periods of enough people only', () => {
    expect(layout(900).marks.map(({ whisker }) => whisker !== null)).toEqual([true, false, true, true, false, false]);
  });

  it('draws no line through a period that has too few people, and another one to those that are open', () => {
    const { line, openLine, marks } = layout(900);
    expect(line.match(/M/g)).toHaveLength(2);
    expect(openLine).toBe(`M${marks[3]?.x} ${marks[3]?.y}L${marks[4]?.x} ${marks[4]?.y}`);
  });

  it('puts a higher rate higher', () => {
    const { marks } = layout(900);
    expect(marks[2]?.y).toBeLessThan(marks[0]?.y ?? 0);
  });

  it('turns whiskers into a band where there is no room, and never crowds labels', () => {
    const many = Array.from({ length: 365 }, () => periods[0]).filter((period) => period !== undefined);
    const dense = layoutTrend(
      many,
      900,
      (k) => String(k),
      (share) => String(share),
    );
    expect(dense.dense).toBe(true);
    // The legend asks the same.
    expect([isDense(365, 900), isDense(5, 900), isDense(53, 330)]).toEqual([true, false, true]);
    expect(dense.band).not.toBe('');
    const gaps = dense.across.slice(1).map((tick, k) => tick.at - (dense.across[k]?.at ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(62);
  });

  it('survives an answer without periods', () => {
    expect(
      layoutTrend(
        [],
        900,
        () => '',
        () => '',
      ).marks,
    ).toEqual([]);
  });
});
