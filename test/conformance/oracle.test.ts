import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FunnelFigures, GroupId } from '../../src/engine/answer.ts';
import type { EventColumns } from '../../src/engine/columns.ts';
import { columnsFromRows, type EventRow } from '../../src/engine/columns-from-rows.ts';
import type { Attribution, EventMatch, FunnelQuery, Scope, UsRange } from '../../src/engine/query.ts';
import { runToEnd } from '../../src/engine/run.ts';
import type { OracleEvent, OraclePerson } from './oracle.ts';
import { oracleComparison, oracleFunnel, oracleTimeToConvert, oracleTrend } from './oracle-answers.ts';

const HOUR = 3_600_000_000;
/** Two days before the clocks of Berlin go forward. */
const BASE = Date.UTC(2025, 2, 28, 15) * 1000;

const runs = (numRuns: number) => ({ numRuns, seed: 20_250_330 });

const name = fc.constantFrom('a', 'b', 'c', 'ab', 'x');
const property = fc.constantFrom('p', 'q');
const value = fc.constantFrom('u', 'v', '');
const properties = fc.dictionary(property, value, { maxKeys: 2 });
/** Few different times, so that ties and exact window ends are common. */
const hour = fc.integer({ min: 0, max: 10 });

const event = fc.record({ event: name, hour, properties });
const person = (most: number): fc.Arbitrary<OraclePerson> =>
  fc
    .record({
      events: fc.array(event, { minLength: 1, maxLength: most }),
      properties: fc.dictionary(property, value, { maxKeys: 1 }),
      hoursApart: fc.constantFrom(1, 7),
    })
    .map(({ events, properties: own, hoursApart }) => ({
      events: events.map(
        (one): OracleEvent => ({
          event: one.event,
          timeUs: BASE + one.hour * hoursApart * HOUR,
          properties: { ...one.properties },
        }),
      ),
      properties: { ...own },
    }));

const where = fc.array(fc.record({ property, value: fc.constantFrom('u', 'v') }), { maxLength: 1 });
const match: fc.Arbitrary<EventMatch> = fc.record({
  event: fc.constantFrom('a', 'b', 'c', 'a', 'b', 'c', 'a*', '*b', '*', null),
  where: fc.oneof({ weight: 4, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: where }),
  occurrence: fc.constantFrom('any', 'any', 'any', 'any', 'first', 'later'),
});

const instant = hour.map((h) => BASE + h * 3 * HOUR);
const range: fc.Arbitrary<UsRange | null> = fc.oneof(
  { weight: 3, arbitrary: fc.constant(null) },
  { weight: 1, arbitrary: fc.record({ fromUs: fc.option(instant), toUs: fc.option(instant) }) },
);

const attribution = (steps: number): fc.Arbitrary<Attribution> =>
  fc.oneof(
    fc.constantFrom<Attribution>({ kind: 'first' }, { kind: 'last' }, { kind: 'all' }),
    fc.integer({ min: 0, max: steps - 1 }).map((step): Attribution => ({ kind: 'step', step })),
  );

interface Wanted {
  readonly order: Scope['order'];
  readonly calendarDays: boolean;
  readonly exclusions: number;
  readonly filters: number;
}

function scopes({ order, calendarDays, exclusions, filters }: Wanted): fc.Arbitrary<Scope> {
  return fc.integer({ min: 1, max: 4 }).chain((count) =>
    fc.record({
      steps: fc
        .array(fc.array(match, { minLength: 1, maxLength: 2 }), { minLength: count, maxLength: count })
        .map((all) => all.map((matches, index) => ({ id: `s${index}`, matches }))),
      order: fc.constant(order),
      windowUs: fc.option(
        fc.integer({ min: 0, max: 12 }).map((h) => h * HOUR * (calendarDays ? 4 : 1)),
        { freq: 4 },
      ),
      ties: fc.constantFrom('helpful' as const, 'helpful' as const, 'later' as const),
      entered: range,
      during: range,
      exclusions:
        count < 2
          ? fc.constant([])
          : fc.array(
              fc.record({ match, from: fc.nat(count - 2), over: fc.nat(2) }).map(({ match: excluded, from, over }) => ({
                match: excluded,
                fromStep: from,
                toStep: Math.min(count - 1, from + 1 + over),
              })),
              { minLength: Math.min(1, exclusions), maxLength: exclusions },
            ),
      filters: fc.array(
        fc.record({
          property,
          attribution: attribution(count),
          in: fc.array(fc.constantFrom('u', 'v', 'w', null), { minLength: 1, maxLength: 2 }),
        }),
        { minLength: Math.min(1, filters), maxLength: filters },
      ),
      calendarDays: fc.constant(calendarDays),
      timeZone: fc.constant(calendarDays ? 'Europe/Berlin' : 'UTC'),
      asOfUs: fc.integer({ min: 0, max: 24 }).map((h): number | null => BASE + h * 3 * HOUR),
    }),
  );
}

function columnsOf(people: readonly OraclePerson[]): EventColumns {
  const rows = people.flatMap((one, index) => one.events.map((of): EventRow => ({ ...of, person: `p${index}` })));
  return columnsFromRows(rows, Object.fromEntries(people.map((one, index) => [`p${index}`, one.properties])));
}

/** The same with more values in each dictionary than there are groups, which are then counted in another way. */
function withUnusedValues(columns: EventColumns): EventColumns {
  const unused = Array.from({ length: 30 }, (_, i) => `unused ${i}`);
  const properties = Object.entries(columns.properties).map(
    ([key, codes]) => [key, { ...codes, values: [...codes.values, ...unused] }] as const,
  );
  return { ...columns, properties: Object.fromEntries(properties) };
}

function rounded<T>(value: T): T {
  return JSON.parse(
    JSON.stringify(value, (_, inner) => (typeof inner === 'number' ? Number(inner.toFixed(9)) : inner)),
  );
}

function without(group: FunnelFigures): FunnelFigures {
  return { steps: group.steps, transitions: group.transitions, spoiled: group.spoiled };
}

function label(group: GroupId): string | null {
  return group.kind === 'value' ? group.value : null;
}

const kinds: readonly (readonly [string, Wanted, number])[] = (['ordered', 'strict', 'any'] as const).flatMap((order) =>
  [false, true].flatMap((calendarDays) =>
    [0, 2].map(
      (exclusions) =>
        [
          `${order}${calendarDays ? ', by day' : ''}${exclusions > 0 ? ', with exclusions' : ''}`,
          { order, calendarDays, exclusions, filters: 0 },
          order === 'strict' ? 5 : 7,
        ] as const,
    ),
  ),
);

describe('a funnel counts what trying every assignment counts', () => {
  test.each(kinds)('%s', (_, wanted, most) => {
    fc.assert(
      fc.property(fc.array(person(most), { minLength: 1, maxLength: 3 }), scopes(wanted), (people, scope) => {
        const answer = runToEnd(columnsOf(people), { kind: 'funnel', ...scope, breakdown: null });
        const expected = oracleFunnel(people, { kind: 'funnel', ...scope, breakdown: null });
        expect(rounded(without(answer))).toEqual(rounded(expected.figures));
      }),
      runs(1500),
    );
  });
});

describe('groups and filters', () => {
  test.each(kinds.filter(([, { calendarDays }]) => !calendarDays))('%s', (_, wanted, most) => {
    const arbitrary = scopes({ ...wanted, filters: 2 }).chain((scope) =>
      fc.record({ scope: fc.constant(scope), property, attribution: attribution(scope.steps.length) }),
    );
    fc.assert(
      fc.property(
        fc.array(person(most), { minLength: 1, maxLength: 3 }),
        arbitrary,
        fc.boolean(),
        (people, { scope, property: by, attribution: how }, filtered) => {
          const query: FunnelQuery = {
            kind: 'funnel',
            ...scope,
            filters: filtered ? scope.filters : [],
            breakdown: { property: by, attribution: how },
          };
          const answer = runToEnd(columnsOf(people), query);
          const expected = oracleFunnel(people, query);
          expect(rounded(without(answer))).toEqual(rounded(expected.figures));
          expect(runToEnd(withUnusedValues(columnsOf(people)), query)).toEqual(answer);
          const groups = new Map((answer.breakdown?.groups ?? []).map((group) => [label(group.group), without(group)]));
          expect(rounded([...groups].sort())).toEqual(rounded([...expected.groups].sort()));
          for (const [only, group] of groups) {
            const filter = { property: by, attribution: how, in: [only] };
            const same = runToEnd(columnsOf(people), {
              ...query,
              filters: [...query.filters, filter],
              breakdown: null,
            });
            expect(without(same)).toEqual(group);
          }
        },
      ),
      runs(800),
    );
  });
});

describe('trends and times to convert', () => {
  test.each(kinds)('%s', (_, wanted, most) => {
    const arbitrary = scopes({ ...wanted, filters: 1 }).filter(({ steps }) => steps.length > 1);
    fc.assert(
      fc.property(
        fc.array(person(most), { minLength: 1, maxLength: 3 }),
        arbitrary,
        fc.nat(2),
        fc.boolean(),
        (people, given, last, filtered) => {
          const scope = { ...given, filters: filtered ? given.filters : [], timeZone: 'Europe/Berlin' };
          const toStep = Math.min(scope.steps.length - 1, 1 + last);
          const columns = columnsOf(people);
          for (const fromStep of [0, toStep - 1]) {
            const trend = {
              kind: 'trend',
              ...scope,
              interval: 'day',
              weekStart: 'monday',
              fromStep,
              toStep,
              breakdown: null,
            } as const;
            const { points } = runToEnd(columns, trend);
            const days = oracleTrend(people, trend);
            const started = points.filter((point) => days.has(point.label));
            expect(
              started.map((point) => [point.label, { from: point.from, to: point.to, mature: point.mature }]),
            ).toEqual([...days].filter(([day]) => inRange(day, points)).sort(([a], [b]) => (a < b ? -1 : 1)));
            expect(points.filter((point) => !days.has(point.label)).every(({ from, to }) => from + to === 0)).toBe(
              true,
            );

            const asked = { kind: 'time-to-convert', ...scope, fromStep, toStep, binCount: null } as const;
            const { durations, curve } = runToEnd(columns, asked);
            expect(rounded({ durations, curve })).toEqual(rounded(oracleTimeToConvert(people, asked)));
          }
        },
      ),
      runs(500),
    );
  });
});

describe('two periods', () => {
  const period: fc.Arbitrary<UsRange> = fc.record({
    fromUs: fc.option(instant, { freq: 4 }),
    toUs: fc.option(instant, { freq: 4 }),
  });

  test.each(kinds)('%s', (_, wanted, most) => {
    fc.assert(
      fc.property(
        fc.array(person(most), { minLength: 1, maxLength: 3 }),
        scopes({ ...wanted, filters: 1 }),
        period,
        period,
        fc.boolean(),
        (people, given, a, b, filtered) => {
          const scope = { ...given, filters: filtered ? given.filters : [] };
          const columns = columnsOf(people);
          const query = { kind: 'comparison', ...scope, a, b } as const;
          const answer = runToEnd(columns, query);
          expect(answer).toEqual(oracleComparison(people, query));

          const { a: inB, b: inA, transitions } = runToEnd(columns, { ...query, a: b, b: a });
          expect([inA, inB]).toEqual([answer.a, answer.b]);
          expect(transitions).toEqual(answer.transitions.map((one) => ({ ...one, a: one.b, b: one.a })));
          for (const [side, entered] of [['a', a] as const, ['b', b] as const]) {
            const funnel = runToEnd(columns, { kind: 'funnel', ...scope, entered, breakdown: null });
            expect(answer.transitions.map((one) => one.inBoth + one[side].reached)).toEqual(
              funnel.transitions.map(({ maturedReached }) => maturedReached),
            );
          }
        },
      ),
      runs(800),
    );
  });

  test('a period beside itself leaves nobody to compare', () => {
    fc.assert(
      fc.property(
        fc.array(person(5), { minLength: 1, maxLength: 4 }),
        scopes({ order: 'ordered', calendarDays: false, exclusions: 0, filters: 0 }),
        period,
        (people, scope, both) => {
          const { a, transitions } = runToEnd(columnsOf(people), { kind: 'comparison', ...scope, a: both, b: both });
          for (const one of transitions) expect([one.a, one.b]).toEqual([one.b, { reached: 0, converted: 0 }]);
          if (transitions[0] !== undefined) expect(transitions[0].inBoth).toBe(a.maturedReached);
        },
      ),
      runs(300),
    );
  });
});

/** An attempt cannot start outside the question's own range, so every day with attempts must be among the points. */
function inRange(day: string, points: readonly { readonly label: string }[]): boolean {
  expect(points.map((point) => point.label)).toContain(day);
  return true;
}
