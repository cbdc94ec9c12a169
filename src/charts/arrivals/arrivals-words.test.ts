import { describe, expect, it } from 'vitest';
import { wilson } from '../../insights/rate.ts';
import type { JudgedPeriod } from '../../insights/trend-judgement.ts';
import { sayAllArrivals, sayArrivals } from './arrivals-words.ts';

const MONTHS = [Date.UTC(2026, 0), Date.UTC(2026, 1), Date.UTC(2026, 2)].map((ms) => ms * 1000);
const month = (k: number, converted: number, n: number, state: JudgedPeriod['state']): JudgedPeriod => ({
  startUs: MONTHS[k] ?? 0,
  endUs: MONTHS[k + 1] ?? 0,
  converted,
  rate: wilson(converted, n),
  state,
});
const plain = (text: string) => text.replaceAll('\u00a0', ' ');
const say = (period: JudgedPeriod) => sayArrivals(period, 'month', 'UTC').map(plain);
const sayAll = (...periods: JudgedPeriod[]) => plain(sayAllArrivals(periods, 'month', 'UTC'));

describe('a period in words', () => {
  it('gives a share and its interval where enough people had their time', () => {
    expect(say(month(0, 40, 200, 'whole'))).toEqual(['January 2026', '40 of 200 people who entered', '20 % (15–26 %)']);
  });

  it('gives no share of few people, of a time that is not over, or of nobody', () => {
    expect(say(month(0, 1, 1, 'too-few'))).toEqual([
      'January 2026',
      '1 of 1 person who entered',
      'too few people for a rate',
    ]);
    expect(say(month(0, 4, 90, 'open'))).toEqual([
      'January 2026',
      '4 of 90 people who entered, so far',
      'some still have time',
    ]);
    expect(say({ ...month(0, 4, 90, 'open'), late: true }).at(-1)).toBe('more may still come');
    expect(say(month(0, 0, 0, 'empty'))).toEqual(['January 2026', 'nobody entered']);
  });
});

describe('the whole picture in words', () => {
  it('tells all, the most, and who still has time', () => {
    expect(sayAll(month(0, 40, 200, 'whole'), month(1, 60, 200, 'whole'), month(2, 4, 90, 'open'))).toBe(
      '104 people in 3 months. Most, 60, entered in February 2026. In 1 month some still have time.',
    );
  });

  it('speaks of no time where none is limited', () => {
    expect(sayAll(month(0, 40, 200, 'whole'), { ...month(1, 4, 90, 'open'), late: true })).toContain(
      'In 1 month more may still come.',
    );
  });

  it('counts one as one, and says nothing of a most where nobody came', () => {
    expect(sayAll(month(0, 1, 40, 'whole'))).toBe('1 person in 1 month. Most, 1, entered in January 2026.');
    expect(sayAll(month(0, 0, 40, 'whole'))).toBe('0 people in 1 month.');
  });
});
