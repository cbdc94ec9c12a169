import { describe, expect, it } from 'vitest';
import { dayBefore, enteredBefore, halves, timeJustBefore } from './periods.ts';

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

describe('the days of entry when two periods are no longer compared', () => {
  const data = { firstUs: us('2026-01-01T08:00:00Z'), lastUs: us('2026-01-10T08:00:00Z') };
  const [earlier, later] = halves(data.firstUs, data.lastUs, 'UTC');

  it('are all again where halves of the data were compared', () => {
    expect(enteredBefore(later, earlier, data, 'UTC')).toBeNull();
  });

  it('keep the end that somebody had chosen', () => {
    const [before, after] = halves(data.firstUs, us('2026-01-08T08:00:00Z'), 'UTC');
    expect(enteredBefore(after, before, data, 'UTC')).toEqual({ to: '2026-01-08' });
  });

  it('stay when somebody chose one of the periods', () => {
    const chosen = { from: '2026-01-07', to: '2026-01-10' };
    expect(enteredBefore(chosen, earlier, data, 'UTC')).toBe(chosen);
    expect(enteredBefore(later, { from: '2026-01-02', to: '2026-01-03' }, data, 'UTC')).toBe(later);
    expect(enteredBefore(null, earlier, data, 'UTC')).toBeNull();
  });
});
