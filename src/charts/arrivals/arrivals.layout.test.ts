import { describe, expect, it } from 'vitest';
import { wilson } from '../../insights/rate.ts';
import type { JudgedPeriod } from '../../insights/trend-judgement.ts';
import { layoutArrivals } from './arrivals.layout.ts';

const WEEK_US = 7 * 86_400e6;
const period = (k: number, converted: number, n: number, state: JudgedPeriod['state']): JudgedPeriod => ({
  startUs: k * WEEK_US,
  endUs: (k + 1) * WEEK_US,
  converted,
  rate: wilson(converted, n),
  state,
});
const size = { width: 600, height: 200 };
const lay = (periods: readonly JudgedPeriod[], notes: { us: number; text: string }[] = []) =>
  layoutArrivals(periods, notes, size, (k) => `w${k}`, String);

describe('bars of people who came to a stage', () => {
  it('are as high as their people, with the interval of whole periods alone', () => {
    const { bars, bottom } = lay([period(0, 40, 100, 'whole'), period(1, 20, 100, 'open')]);
    expect(bars[0]!.height / bars[1]!.height).toBeCloseTo(2);
    expect(bars[0]!.y + bars[0]!.height).toBeCloseTo(bottom);
    const [low, high] = bars[0]!.whisker!;
    expect(low).toBeGreaterThan(bars[0]!.y);
    expect(high).toBeLessThan(bars[0]!.y);
    expect(bars[1]!.whisker).toBeNull();
  });

  it('stay within the picture, whisker included', () => {
    const { bars, top, left, right } = lay(Array.from({ length: 27 }, (_, k) => period(k, 50 + k, 60 + k, 'whole')));
    for (const bar of bars) {
      expect(bar.whisker![1]).toBeGreaterThanOrEqual(top - 0.001);
      expect(bar.x).toBeGreaterThanOrEqual(left);
      expect(bar.x + bar.width).toBeLessThanOrEqual(right + 0.001);
    }
  });

  it('have whole people on the axis, also where there is hardly anybody', () => {
    expect(lay([period(0, 1, 2, 'too-few')]).up.map(({ text }) => text)).toEqual(['0', '1']);
    expect(lay([period(0, 0, 0, 'empty')]).bars[0]!.height).toBe(0);
    expect(lay([]).bars).toEqual([]);
  });

  it('marks a note at its day, and none that lies outside', () => {
    const { notes, stops } = lay(
      [period(0, 40, 100, 'whole'), period(1, 40, 100, 'whole')],
      [
        { us: -1, text: 'before' },
        { us: 1.5 * WEEK_US, text: 'within' },
      ],
    );
    expect(notes).toMatchObject([{ x: expect.closeTo(stops[1]!, 5), text: '2' }]);
  });
});
