import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnsFromRows, type EventRow } from '../../src/engine/columns-from-rows.ts';
import type { Attribution, FunnelQuery, TrendQuery } from '../../src/engine/query.ts';
import { runToEnd } from '../../src/engine/run.ts';

const HOUR = 3_600_000_000;
const BASE = Date.UTC(2025, 2, 28) * 1000;

const rows: fc.Arbitrary<readonly EventRow[]> = fc.array(
  fc
    .record({ person: fc.nat(7), event: fc.constantFrom('a', 'b', 'c', 'x'), hour: fc.nat(60), value: fc.nat(6) })
    .map(({ person, event, hour, value }) => ({
      person: `p${person}`,
      event,
      timeUs: BASE + hour * HOUR,
      properties: value === 0 ? {} : { channel: `v${value}` },
    })),
  { minLength: 1, maxLength: 30 },
);

const attribution: fc.Arbitrary<Attribution> = fc.oneof(
  fc.constantFrom({ kind: 'first' as const }, { kind: 'last' as const }, { kind: 'all' as const }),
  fc.nat(2).map((step) => ({ kind: 'step' as const, step })),
);

const query: fc.Arbitrary<FunnelQuery> = fc
  .record({
    order: fc.constantFrom('ordered' as const, 'strict' as const, 'any' as const),
    how: attribution,
    entered: fc.option(fc.tuple(fc.nat(40), fc.nat(40))),
    several: fc.boolean(),
    calendarDays: fc.boolean(),
  })
  .map(({ order, how, entered, several, calendarDays }) => ({
    kind: 'funnel',
    steps: ['a', 'b', 'c'].map((id) => ({
      id,
      matches: [id, ...(several ? ['c'] : [])].map((event) => ({ event, where: [], occurrence: 'any' })),
    })),
    order,
    windowUs: 20 * HOUR,
    ties: 'helpful',
    entered: entered && { fromUs: BASE + entered[0] * HOUR, toUs: BASE + (entered[0] + entered[1]) * HOUR },
    during: null,
    exclusions: [],
    filters: [],
    calendarDays,
    timeZone: 'Europe/Berlin',
    asOfUs: BASE + 100 * HOUR,
    breakdown: { property: 'channel', attribution: how },
  }));

/** So many other values that the groups have to be ranked before they are counted; each with one person of its own. */
const others: readonly EventRow[] = Array.from({ length: 30 }, (_, i) => ({
  person: `q${i}`,
  event: 'a',
  timeUs: BASE - 90 * 24 * HOUR + i,
  properties: { channel: `other ${i}` },
}));

describe('groups', () => {
  it('are ranked by the people who start in each, whether or not all are counted first', () => {
    fc.assert(
      fc.property(rows, query, (few, asked) => {
        // Nobody else enters in the period, so that the further values are no groups and everything must stay the same.
        const inPeriod = { ...asked, entered: asked.entered ?? { fromUs: BASE, toUs: null } };
        const counted = runToEnd(columnsFromRows(few), inPeriod).breakdown?.groups;
        const ranked = runToEnd(columnsFromRows([...few, ...others]), inPeriod).breakdown?.groups;
        expect(ranked).toEqual(counted);
        const trend: TrendQuery = {
          ...inPeriod,
          kind: 'trend',
          interval: 'week',
          weekStart: 'monday',
          fromStep: 0,
          toStep: 2,
        };
        const groups = runToEnd(columnsFromRows(few), trend).groups?.map(({ group }) => group);
        expect(groups).toEqual(counted?.map(({ group }) => group));
      }),
      { numRuns: 1000, seed: 25 },
    );
  });
});
