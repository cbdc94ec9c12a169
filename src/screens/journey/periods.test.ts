import { describe, expect, it } from 'vitest';
import { dayBefore, halves, timeJustBefore } from './periods.ts';

const us = (iso: string) => Date.parse(iso) * 1000;
const BERLIN = 'Europe/Berlin';

describe('a second period', () => {
  it('is as long as the first and ends the day before it, over a change of the clocks too', () => {
    const from = us('2026-03-15T23:00:00Z');
    expect(timeJustBefore(from, us('2026-04-14T22:00:00Z') - 1, BERLIN)).toEqual({
      from: '2026-02-14',
      to: '2026-03-15',
    });
    expect(dayBefore(from, BERLIN)).toBe('2026-03-15');
  });

  it('parts all days in two that touch and do not overlap', () => {
    expect(halves(us('2026-01-01T08:00:00Z'), us('2026-01-10T08:00:00Z'), 'UTC')).toEqual([
      { from: '2026-01-01', to: '2026-01-05' },
      { from: '2026-01-06', to: '2026-01-10' },
    ]);
  });
});
