import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY_US, formatDay, isTimeZone, parseDay, timeZone } from './time-zone.ts';

const us = (iso: string): number => Date.parse(iso) * 1000;
const local = (text: string): number => us(`${text}Z`);

describe('time zones', () => {
  it('know the offset in winter, in summer, and to the second of the change', () => {
    const berlin = timeZone('Europe/Berlin');
    expect(berlin.offsetUs(us('2026-01-15T12:00:00Z'))).toBe(3_600_000_000);
    expect(berlin.offsetUs(us('2026-07-15T12:00:00Z'))).toBe(7_200_000_000);
    expect(berlin.offsetUs(us('2026-03-29T00:59:59Z'))).toBe(3_600_000_000);
    expect(berlin.offsetUs(us('2026-03-29T01:00:00Z'))).toBe(7_200_000_000);
  });

  it('take the first of two equal clock times, and say so', () => {
    expect(timeZone('Europe/Berlin').fromLocalUs(local('2026-10-25T02:30:00'))).toEqual({
      us: us('2026-10-25T00:30:00Z'),
      clock: 'overlap',
    });
  });

  it('move a clock time that never was forward, and say so', () => {
    expect(timeZone('Europe/Berlin').fromLocalUs(local('2026-03-29T02:30:00'))).toEqual({
      us: us('2026-03-29T01:30:00Z'),
      clock: 'gap',
    });
  });

  it('find the local time again for every hour around the changes of several zones', () => {
    for (const name of [
      'Europe/Berlin',
      'America/New_York',
      'Australia/Lord_Howe',
      'Asia/Kathmandu',
      'UTC',
      'US/Pacific',
    ]) {
      const zone = timeZone(name);
      for (let hour = 0; hour < 366 * 24; hour += 1) {
        const instant = us('2024-01-01T00:00:00Z') + hour * 3_600_000_000;
        const back = zone.fromLocalUs(zone.toLocalUs(instant));
        if (back.clock === 'exact') expect(back.us).toBe(instant);
        else expect(back.clock).toBe('overlap');
      }
    }
  });

  it('start a day at its local midnight, on days of 23 and 25 hours too', () => {
    const berlin = timeZone('Europe/Berlin');
    expect(berlin.dayStartUs(us('2026-03-29T20:00:00Z'))).toBe(us('2026-03-28T23:00:00Z'));
    expect(berlin.dayStartUs(us('2026-10-25T22:59:59Z'))).toBe(us('2026-10-24T22:00:00Z'));
    expect(berlin.dayStartUs(us('2026-10-25T23:00:00Z'))).toBe(us('2026-10-25T23:00:00Z'));
  });

  it('begin a day whose midnight is skipped when the clock has moved', () => {
    const santiago = timeZone('America/Santiago');
    expect(santiago.dayStartUs(us('2024-09-08T12:00:00Z'))).toBe(us('2024-09-08T04:00:00Z'));
  });

  it('agree with Intl at any instant in zones with odd offsets', () => {
    const names = ['America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'Africa/Casablanca', 'UTC'] as const;
    const instant = fc.integer({ min: Date.UTC(1950, 0, 1), max: Date.UTC(2035, 0, 1) });
    fc.assert(
      fc.property(fc.constantFrom(...names), instant, (name, ms) => {
        const shown = new Date(ms).toLocaleString('sv-SE', { timeZone: name }).replace(' ', 'T');
        expect(new Date(timeZone(name).toLocalUs(ms * 1000) / 1000).toISOString().slice(0, 19)).toBe(shown);
      }),
      { numRuns: 500, seed: 7 },
    );
  });

  it('tell a zone from a word', () => {
    expect(isTimeZone('Europe/Berlin')).toBe(true);
    expect(isTimeZone('Berlin')).toBe(false);
  });
});

describe('days', () => {
  it('are days of the calendar', () => {
    expect(parseDay('2024-02-29')).toBe(us('2024-02-29T00:00:00Z'));
    expect(parseDay('2025-02-29')).toBeNull();
    expect(parseDay('2025-2-9')).toBeNull();
    expect(parseDay('2024-02-29')! % DAY_US).toBe(0);
  });

  it('are read in their zone', () => {
    expect(formatDay(us('2026-06-30T22:30:00Z'), timeZone('Europe/Berlin'))).toBe('2026-07-01');
  });
});
