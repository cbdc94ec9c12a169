import { describe, expect, it } from 'vitest';
import { judgeTrend } from './trend-judgement.ts';

const point = (from: number, to: number, mature = true) => ({ startUs: 0, endUs: 1, label: '', from, to, mature });

describe('a period of a trend', () => {
  it('is whole only when every attempt had its time and 30 people carry it', () => {
    const states = [point(30, 3), point(30, 3, false), point(29, 3), point(29, 3, false), point(0, 0)];
    expect(judgeTrend(states).map(({ state }) => state)).toEqual(['whole', 'open', 'too-few', 'too-few', 'empty']);
  });

  it('is open without a limit when its people had less time than most of those who came needed', () => {
    const days = [0, 1, 2].map((day) => ({
      ...point(day === 1 ? 12 : 60, 6),
      startUs: day * 10,
      endUs: day * 10 + 10,
    }));
    const judged = (p90Us: number) =>
      judgeTrend(days, { p90Us, asOfUs: 29 }).map(({ state, late }) => (late ? 'late' : state));
    expect(judged(0)).toEqual(['whole', 'too-few', 'whole']);
    expect(judged(1)).toEqual(['whole', 'too-few', 'late']);
    expect(judged(20)).toEqual(['whole', 'too-few', 'late']);
    expect(judged(21)).toEqual(['late', 'too-few', 'late']);
    expect(judgeTrend([point(60, 6, false)], { p90Us: 1, asOfUs: 0 })[0]?.late).toBeUndefined();
  });

  it('divides those who got to the second stage by those who got to the first', () => {
    const [period] = judgeTrend([point(200, 50)]);
    expect(period?.rate.value).toBe(0.25);
    expect(period?.rate.n).toBe(200);
    expect(period?.rate.low).toBeLessThan(0.25);
  });
});
