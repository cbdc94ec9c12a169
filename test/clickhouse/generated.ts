import fc from 'fast-check';
import type { EventColumns } from '../../src/engine/columns.ts';
import { columnsFromRows, type EventRow } from '../../src/engine/columns-from-rows.ts';
import type { Attribution, EventMatch, EvidenceTool, Query, Scope, UsRange } from '../../src/engine/query.ts';

const HOUR = 3_600_000_000;
/** Two days before the clocks of Berlin go forward. */
const BASE = Date.UTC(2025, 2, 28, 15) * 1000;

/** People, what they did, and what is asked about them. */
export interface Journey {
  readonly columns: EventColumns;
  readonly queries: readonly Query[];
}

const property = fc.constantFrom('p', 'q');
/** Few different times, so that ties and exact window ends are common. */
const hour = fc.integer({ min: 0, max: 12 });

const event = fc.record({
  event: fc.constantFrom('a', 'b', 'c', 'ab', 'x'),
  hour,
  properties: fc.dictionary(property, fc.constantFrom('u', 'v', ''), { maxKeys: 2 }),
  value: fc.option(fc.integer({ min: 1, max: 400 }).map((quarters) => quarters / 4)),
});

const person = fc.record({
  events: fc.array(event, { minLength: 1, maxLength: 9 }),
  properties: fc.dictionary(property, fc.constantFrom('u', 'v', 'w'), { maxKeys: 1 }),
  hoursApart: fc.constantFrom(1, 7),
});

const match = (plain: boolean): fc.Arbitrary<EventMatch> =>
  fc.record({
    event: plain
      ? fc.constantFrom('a', 'b', 'c', 'x')
      : fc.constantFrom('a', 'b', 'c', 'a', 'b', 'c', 'a*', '*b', '*', null),
    where: fc.oneof(
      { weight: 5, arbitrary: fc.constant([]) },
      {
        weight: 1,
        arbitrary: fc.array(fc.record({ property, value: fc.constantFrom('u', 'v', '') }), { maxLength: 1 }),
      },
    ),
    occurrence: fc.constantFrom('any', 'any', 'any', 'any', 'any', 'first', 'later'),
  });

/** Steps of which no event fits two. */
const plainSteps = (count: number): fc.Arbitrary<Scope['steps']> =>
  fc
    .record({
      names: fc.shuffledSubarray(['a', 'b', 'c', 'ab'], { minLength: count, maxLength: count }),
      // The first of them and, in some later place, the later ones.
      again: fc.option(fc.nat(3), { freq: 3 }),
    })
    .map(({ names, again }) =>
      names.map((name, k) => {
        const tells = again !== null && count > 1 && (k === 0 || k === 1 + (again % (count - 1)));
        const event = tells ? (names[0] ?? name) : name;
        const occurrence = tells ? (k === 0 ? 'first' : 'later') : 'any';
        return { id: `s${k}`, matches: [{ event, where: [], occurrence }] };
      }),
    );

const instant = hour.map((h) => BASE + h * 3 * HOUR);
const range: fc.Arbitrary<UsRange | null> = fc.oneof(
  { weight: 3, arbitrary: fc.constant(null) },
  { weight: 1, arbitrary: fc.record({ fromUs: fc.option(instant), toUs: fc.option(instant) }) },
);
const period: fc.Arbitrary<UsRange> = fc.record({
  fromUs: fc.option(instant, { freq: 4 }),
  toUs: fc.option(instant, { freq: 4 }),
});

const attribution = (steps: number): fc.Arbitrary<Attribution> =>
  fc.oneof(
    fc.constantFrom<Attribution>({ kind: 'first' }, { kind: 'last' }, { kind: 'all' }),
    fc.nat(steps - 1).map((step): Attribution => ({ kind: 'step', step })),
  );

const scope: fc.Arbitrary<Scope> = fc
  .record({ count: fc.integer({ min: 1, max: 4 }), plain: fc.boolean(), calendarDays: fc.boolean() })
  .chain(({ count, plain, calendarDays }) =>
    fc.record({
      steps: plain
        ? plainSteps(count)
        : fc
            .array(fc.array(match(false), { minLength: 1, maxLength: 2 }), { minLength: count, maxLength: count })
            .map((all) => all.map((matches, k) => ({ id: `s${k}`, matches }))),
      order: fc.constantFrom('ordered' as const, 'ordered' as const, 'strict' as const, 'any' as const),
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
              fc
                .record({ match: match(true), from: fc.nat(count - 2), over: fc.nat(2) })
                .map(({ match: excluded, from, over }) => ({
                  match: excluded,
                  fromStep: from,
                  toStep: Math.min(count - 1, from + 1 + over),
                })),
              { maxLength: 2 },
            ),
      filters: fc.oneof(
        { weight: 2, arbitrary: fc.constant([]) },
        {
          weight: 1,
          arbitrary: fc.array(
            fc.record({
              property,
              attribution: attribution(count),
              in: fc.array(fc.constantFrom('u', 'v', 'w', null), { minLength: 1, maxLength: 2 }),
            }),
            { maxLength: 2 },
          ),
        },
      ),
      calendarDays: fc.constant(calendarDays),
      timeZone: fc.constantFrom('Europe/Berlin', 'Europe/Berlin', 'UTC', 'Asia/Kathmandu'),
      asOfUs: fc.integer({ min: 0, max: 24 }).map((h): number | null => BASE + h * 3 * HOUR),
    }),
  );

/** At any transition of a question whose last step is `last`: into the first, between two, or the loop. */
const tool = (last: number): fc.Arbitrary<Omit<EvidenceTool, 'id'>> =>
  fc.record({
    matches: fc.array(match(true), { minLength: 1, maxLength: 2 }),
    transition: fc.nat(last + 1),
    side: fc.constantFrom('buyer' as const, 'seller' as const),
    liveFromUs: fc.option(instant, { freq: 2 }),
  });

const questions: fc.Arbitrary<readonly Query[]> = scope.chain((given) => {
  const last = given.steps.length - 1;
  const breakdown = fc.record({ property, attribution: attribution(given.steps.length) });
  const ends = fc
    .nat(last)
    .chain((toStep) => fc.record({ fromStep: fc.nat(Math.max(0, toStep - 1)), toStep: fc.constant(toStep) }));
  const all: fc.Arbitrary<Query>[] = [
    fc.option(breakdown).map((by) => ({ kind: 'funnel', ...given, breakdown: by })),
    fc.record({ a: period, b: period }).map((periods) => ({ kind: 'comparison', ...given, ...periods })),
    fc
      .record({
        ends,
        by: fc.option(breakdown, { freq: 2 }),
        interval: fc.constantFrom('hour' as const, 'day' as const, 'week' as const, 'month' as const),
        weekStart: fc.constantFrom('monday' as const, 'sunday' as const, 'saturday' as const),
        once: fc.boolean(),
      })
      .map(({ ends: between, by, ...rest }) => ({ kind: 'trend', ...given, ...between, ...rest, breakdown: by })),
  ];
  if (last > 0) {
    all.push(
      ends
        .filter(({ fromStep, toStep }) => fromStep < toStep)
        .map((between) => ({ kind: 'time-to-convert', ...given, ...between, binCount: null })),
    );
  }
  all.push(
    fc.array(tool(last), { minLength: 1, maxLength: 3 }).map((tools) => ({
      kind: 'evidence',
      ...given,
      transitions: [
        { fromStep: null, toStep: 0 },
        ...Array.from({ length: last }, (_, k) => ({ fromStep: k, toStep: k + 1 })),
        { fromStep: last, toStep: null },
      ],
      tools: tools.map((one, index) => ({ ...one, id: `t${index}` })),
    })),
  );
  return fc.tuple(...all);
});

const journey: fc.Arbitrary<Journey> = fc
  .record({ people: fc.array(person, { minLength: 1, maxLength: 16 }), queries: questions })
  .map(({ people, queries }) => ({
    columns: columnsFromRows(
      people.flatMap((one, index) =>
        one.events.map((of): EventRow => {
          const { event: name, hour: at, value, properties } = of;
          const row = {
            person: `p${index}`,
            event: name,
            timeUs: BASE + at * one.hoursApart * HOUR,
            properties: { ...properties },
          };
          return value === null ? row : { ...row, value };
        }),
      ),
      Object.fromEntries(people.map((one, index) => [`p${index}`, { ...one.properties }])),
    ),
    queries,
  }));

/** Journeys by seed: the same ones every time. */
export function journeys(count: number, seed = 20_250_330): readonly Journey[] {
  return fc.sample(journey, { numRuns: count, seed });
}
