import { describe, expect, it } from 'vitest';
import { sayMiddleHalf, sayTimes } from './rates.ts';

const DAY_US = 86_400e6;
const middle = (from: number, to: number) =>
  (
    sayTimes({ n: 40, p25Us: from * DAY_US, medianUs: from * DAY_US, p75Us: to * DAY_US }, true, true).middle ?? ''
  ).replaceAll('\u00a0', ' ');

describe('the middle half in a sentence', () => {
  it('is a span, or what so many took alike', () => {
    expect(sayMiddleHalf(middle(2, 5))).toBe('half take 2–5 days');
    expect(sayMiddleHalf(middle(2, 5), 'took')).toBe('half took 2–5 days');
    expect(sayMiddleHalf(middle(31, 31))).toBe('at least half: 31 days');
    expect(sayMiddleHalf(middle(0, 0))).toBe('at least half: the same day');
  });
});
