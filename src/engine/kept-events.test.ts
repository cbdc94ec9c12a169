import fc from 'fast-check';
import { expect, test } from 'vitest';
import { columnsFromRows, type EventRow } from './columns-from-rows.ts';
import { FigureTally } from './figures.ts';
import { PeopleWalk } from './people-walk.ts';
import { PersonOutcome } from './person-outcome.ts';
import type { Attribution, Query, Scope } from './query.ts';
import { rulesOf } from './rules.ts';
import { runQuery, runToEnd } from './run.ts';

const HOUR = 3_600_000_000;
const BASE = Date.UTC(2025, 2, 28) * 1000;
const VALUES = ['', 'mail', 'search', 'fair'];

const rows: fc.Arbitrary<readonly EventRow[]> = fc.array(
  fc
    .record({ person: fc.nat(5), event: fc.constantFrom('a', 'b', 'c', 'x'), hour: fc.nat(80), value: fc.nat(3) })
    .map(({ person, event, hour, value }) => ({
      person: `p${person}`,
      event,
      timeUs: BASE + hour * HOUR,
      properties: { channel: VALUES[value] ?? '' },
    })),
  { minLength: 1, maxLength: 30 },
);

const attribution: fc.Arbitrary<Attribution> = fc.oneof(
  fc.constantFrom({ kind: 'first' as const }, { kind: 'last' as const }, { kind: 'all' as const }),
  fc.nat(2).map((step) => ({ kind: 'step' as const, step })),
);
const range = fc
  .option(fc.tuple(fc.nat(60), fc.nat(60)), { freq: 2 })
  .map((hours) => hours && { fromUs: BASE + hours[0] * HOUR, toUs: BASE + (hours[0] + hours[1]) * HOUR });
const some = { occurrence: 'any', where: [] } as const;

const scope: fc.Arbitrary<Scope> = fc
  .record({
    order: fc.constantFrom('ordered' as const, 'strict' as const, 'any' as const),
    ties: fc.constantFrom('helpful' as const, 'later' as const),
    window: fc.option(fc.integer({ min: 1, max: 60 })),
    entered: range,
    during: range,
    several: fc.boolean(),
    excludes: fc.boolean(),
    filter: fc.option(fc.tuple(attribution, fc.subarray([null, 'mail', 'search', 'gone'], { minLength: 1 }))),
    calendarDays: fc.boolean(),
  })
  .map(({ order, ties, window, entered, during, several, excludes, filter, calendarDays }) => ({
    steps: ['a', 'b', 'c'].map((id) => ({
      id,
      matches: [id, ...(several ? ['c'] : [])].map((event) => ({ event, ...some })),
    })),
    order,
    windowUs: window && window * HOUR,
    ties,
    entered,
    during,
    exclusions: excludes ? [{ match: { event: 'x', ...some }, fromStep: 0, toStep: 2 }] : [],
    filters: filter ? [{ property: 'channel', attribution: filter[0], in: filter[1] }] : [],
    calendarDays,
    timeZone: 'Europe/Berlin',
    asOfUs: BASE + 70 * HOUR,
  }));

const query: fc.Arbitrary<Query> = fc
  .record({ scope, kind: fc.nat(3), by: fc.option(attribution), other: range, toStep: fc.integer({ min: 1, max: 2 }) })
  .map(({ scope: of, kind, by, other, toStep }): Query => {
    const breakdown = by && { property: 'channel', attribution: by };
    const way = { fromStep: 0, toStep };
    if (kind === 0) return { kind: 'trend', ...of, ...way, interval: 'day', weekStart: 'monday', breakdown };
    if (kind === 1) return { kind: 'time-to-convert', ...of, ...way, binCount: null };
    const all = { fromUs: null, toUs: null };
    if (kind === 2) return { kind: 'comparison', ...of, a: of.entered ?? all, b: other ?? all };
    return { kind: 'funnel', ...of, breakdown };
  });

test('what was asked before changes no answer', () => {
  fc.assert(
    fc.property(rows, fc.array(query, { minLength: 2, maxLength: 6 }), (events, queries) => {
      const columns = columnsFromRows(events);
      for (const asked of queries) expect(runToEnd(columns, asked)).toEqual(runToEnd(columnsFromRows(events), asked));
    }),
    { numRuns: 600, seed: 11 },
  );
});

/** Many people, so that every question takes several turns. */
const crowd: readonly EventRow[] = Array.from({ length: 60_000 }, (_, i) => ({
  person: `p${i % 20_000}`,
  event: ['a', 'b', 'c'][Math.floor(i / 20_000)] ?? 'a',
  timeUs: BASE + ((i * 7919) % 997) * HOUR,
  properties: { channel: VALUES[i % 4] ?? '' },
}));

test('questions that take turns, or stop half-way, answer as they do alone', () => {
  const asked = fc.sample(scope, { numRuns: 12, seed: 5 }).map((of): Query => {
    return { kind: 'funnel', ...of, breakdown: { property: 'channel', attribution: { kind: 'step', step: 0 } } };
  });
  const columns = columnsFromRows(crowd);
  for (const each of asked.slice(0, 3)) runQuery(columns, each).next();
  const running = asked.map((each) => runQuery(columns, each));
  const answers = new Map<number, unknown>();
  while (answers.size < running.length) {
    for (const [k, generator] of running.entries()) {
      if (answers.has(k)) continue;
      const next = generator.next();
      if (next.done === true) answers.set(k, next.value);
    }
  }
  for (const [k, each] of asked.entries()) expect(answers.get(k)).toEqual(runToEnd(columnsFromRows(crowd), each));
});

/** The figures of everybody and of each value, twice: the second time with whatever the first one left. */
function figuresTwice(events: readonly EventRow[], of: Scope, by: Attribution | null, room?: number): unknown {
  const columns = columnsFromRows(events);
  const figures = () => {
    const walk = new PeopleWalk(columns, of, rulesOf(of), room);
    const grouping = by && walk.everyValue({ property: 'channel', attribution: by });
    const tallies = Array.from({ length: 1 + VALUES.length }, () => new FigureTally(of.steps));
    const outcome = new PersonOutcome(walk.rules);
    const add = (group: number) => tallies[1 + group]?.add(outcome);
    for (const _ of walk.visit(outcome, grouping, add, () => tallies[0]?.add(outcome)));
    return tallies.map((tally) => {
      const adding = tally.figures();
      for (let next = adding.next(); ; next = adding.next()) if (next.done === true) return next.value;
    });
  };
  return [figures(), figures()];
}

test('where there is room for some people only, or for none, all are counted alike', () => {
  fc.assert(
    fc.property(rows, scope, fc.option(attribution), fc.nat(30), (events, of, by, room) => {
      const alone = figuresTwice(events, of, by, 0);
      expect(figuresTwice(events, of, by, room)).toEqual(alone);
      expect(figuresTwice(events, of, by)).toEqual(alone);
    }),
    { numRuns: 800, seed: 3 },
  );
});
