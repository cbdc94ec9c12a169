import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnsFromRows } from './columns-from-rows.ts';
import type { TrendQuery } from './query.ts';
import { runToEnd } from './run.ts';

const DAY_US = 86_400_000_000;
const named = (event: string) => ({ event, where: [], occurrence: 'any' }) as const;

const QUERY: TrendQuery = {
  kind: 'trend',
  steps: [{ id: 'action', matches: [named('gift'), named('membership')] }],
  order: 'ordered',
  windowUs: null,
  ties: 'helpful',
  entered: null,
  during: null,
  exclusions: [],
  filters: [],
  calendarDays: false,
  timeZone: 'UTC',
  asOfUs: null,
  interval: 'day',
  weekStart: 'monday',
  fromStep: 0,
  toStep: 0,
  breakdown: null,
  once: true,
};

const row = fc.record({
  person: fc.constantFrom('a', 'b', 'c', 'd'),
  event: fc.constantFrom('gift', 'membership', 'visit'),
  day: fc.integer({ min: 0, max: 9 }),
});

describe('a trend that counts everybody once', () => {
  it('counts them on their first day, whichever of several rules an event fits', () => {
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 25 }), (rows) => {
        const columns = columnsFromRows(
          rows.map(({ person, event, day }) => ({ person, event, timeUs: day * DAY_US })),
        );
        const counted = runToEnd(columns, QUERY).points.filter(({ from }) => from > 0);
        const days = new Map<number, number>();
        for (const person of new Set(rows.map((one) => one.person))) {
          const own = rows.filter((one) => one.person === person && one.event !== 'visit').map(({ day }) => day);
          if (own.length > 0) days.set(Math.min(...own), (days.get(Math.min(...own)) ?? 0) + 1);
        }
        expect(counted.map(({ startUs, from }) => [startUs / DAY_US, from])).toEqual(
          [...days].sort(([a], [b]) => a - b),
        );
      }),
      { numRuns: 300, seed: 7 },
    );
  });
});
