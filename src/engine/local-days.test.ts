import { describe, expect, it } from 'vitest';
import { DAY_US, timeZone } from '../journey/time-zone.ts';
import { LocalDays } from './local-days.ts';

describe('local days', () => {
  it.each(['UTC', 'Europe/Berlin', 'America/St_Johns', 'Pacific/Apia', 'America/Sao_Paulo'])(
    'are those of the zone, in any order: %s',
    (name) => {
      const clock = timeZone(name);
      const days = new LocalDays(clock);
      const from = Date.UTC(2011, 0, 1) * 1000;
      for (let i = 0; i < 40_000; i++) {
        const us = from + ((i * 7919) % 20_000) * 3_600_000_000 + (i % 3) * 1_234_567;
        expect(days.of(us)).toBe(clock.localDayUs(us));
      }
      expect(days.of(-5 * DAY_US - 1)).toBe(clock.localDayUs(-5 * DAY_US - 1));
    },
  );
});
