import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ZoneClock } from './zone.ts';

const us = (text: string): number => Date.parse(text) * 1000;
const HOUR = 3_600_000_000;

describe('a clock of a time zone', () => {
  test('knows the offset to the microsecond around a change', () => {
    const berlin = new ZoneClock('Europe/Berlin');
    expect(berlin.offsetUs(us('2025-03-30T01:00:00Z') - 1)).toBe(HOUR);
    expect(berlin.offsetUs(us('2025-03-30T01:00:00Z'))).toBe(2 * HOUR);
    expect(berlin.offsetUs(us('2025-10-26T01:00:00Z') - 1)).toBe(2 * HOUR);
    expect(berlin.offsetUs(us('2025-10-26T01:00:00Z'))).toBe(HOUR);
  });

  test('cuts to the local day', () => {
    const auckland = new ZoneClock('Pacific/Auckland');
    expect(auckland.localDayUs(us('2025-01-01T10:59:59.999Z'))).toBe(us('2025-01-01T00:00:00Z'));
    expect(auckland.localDayUs(us('2025-01-01T11:00:00Z'))).toBe(us('2025-01-02T00:00:00Z'));
  });

  test('finds the instant of a local time, the first of a repeated one', () => {
    const berlin = new ZoneClock('Europe/Berlin');
    expect(berlin.utcUs(us('2025-06-01T00:00:00Z'))).toBe(us('2025-05-31T22:00:00Z'));
    expect(berlin.utcUs(us('2025-10-26T02:30:00Z'))).toBe(us('2025-10-26T00:30:00Z'));
  });

  test('begins a day whose midnight is skipped when the clock has moved', () => {
    expect(new ZoneClock('America/Santiago').utcUs(us('2024-09-08T00:00:00Z'))).toBe(us('2024-09-08T04:00:00Z'));
  });

  test('agrees with Intl at any instant in zones with odd offsets', () => {
    const zones = ['America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'Africa/Casablanca', 'UTC'] as const;
    const clocks = new Map(zones.map((zone) => [zone, new ZoneClock(zone)]));
    const instant = fc.integer({ min: Date.UTC(1950, 0, 1), max: Date.UTC(2035, 0, 1) });
    fc.assert(
      fc.property(fc.constantFrom(...zones), instant, (timeZone, ms) => {
        const shown = new Date(ms).toLocaleString('sv-SE', { timeZone }).replace(' ', 'T');
        const local = clocks.get(timeZone)?.localUs(ms * 1000) ?? 0;
        expect(new Date(local / 1000).toISOString().slice(0, 19)).toBe(shown);
      }),
      { numRuns: 500, seed: 7 },
    );
  });

  test('refuses an unknown zone', () => {
    expect(() => new ZoneClock('Mars/Olympus')).toThrow(RangeError);
  });
});
