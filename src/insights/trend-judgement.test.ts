import { describe, expect, it } from 'vitest';
import { judgeTrend } from './trend-judgement.ts';

const point = (from: number, to: number, mature = true) => ({ startUs: 0, endUs: 1, label: '', from, to, mature });

describe('a period of a trend', () => {
  it('is whole only when every attempt had its time and 30 people carry it', () => {
    const states = [point(30, 3), point(30, 3, false), point(29, 3), point(29, 3, false), point(0, 0)];
    expect(judgeTrend(states).map(({ state }) => state)).toEqual(['whole', 'open', 'too-few', 'too-few', 'empty']);
  });

  it('divides those who got to the second stage by those who got to the first', () => {
    const [period] = judgeTrend([point(200, 50)]);
    expect(period?.rate.value).toBe(0.25);
    expect(period?.rate.n).toBe(200);
    expect(period?.rate.low).toBeLessThan(0.25);
  });
});
