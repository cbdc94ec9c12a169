import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnsFromRows, type EventRow } from '../../src/engine/columns-from-rows.ts';
import type { EventMatch, EvidenceQuery } from '../../src/engine/query.ts';
import { runToEnd } from '../../src/engine/run.ts';
import type { OraclePerson } from './oracle.ts';
import { oracleTool } from './oracle-evidence.ts';

const HOUR = 3_600_000_000;
const BASE = Date.UTC(2025, 2, 29, 1) * 1000;
const named = (event: string): EventMatch => ({ event, where: [], occurrence: 'any' });

const person: fc.Arbitrary<OraclePerson> = fc
  .array(fc.record({ event: fc.constantFrom('a', 'b', 'c', 'a', 'b', 't', 't', 'x'), hour: fc.nat(120) }), {
    minLength: 1,
    maxLength: 8,
  })
  .map((events) => ({
    events: events.map(({ event, hour }) => ({ event, timeUs: BASE + hour * HOUR, properties: {} })),
    properties: {},
  }));

const query: fc.Arbitrary<EvidenceQuery> = fc
  .record({
    window: fc.option(fc.constantFrom(30, 72, 100), { freq: 5 }),
    asOf: fc.constantFrom(130, 240, 400),
    live: fc.option(fc.nat(60)),
    from: fc.constantFrom(0, 1),
  })
  .map(({ window, asOf, live, from }) => ({
    kind: 'evidence',
    steps: ['a', 'b', 'c'].map((id) => ({ id, matches: [named(id)] })),
    order: 'ordered',
    windowUs: window === null ? null : window * HOUR,
    ties: 'helpful',
    entered: null,
    during: null,
    exclusions: [],
    filters: [],
    calendarDays: false,
    timeZone: 'UTC',
    asOfUs: BASE + asOf * HOUR,
    transitions: [{ fromStep: from, toStep: from + 1 }],
    tools: [
      {
        id: 't',
        matches: [named('t')],
        transition: 0,
        side: 'buyer',
        liveFromUs: live === null ? null : BASE + live * HOUR,
      },
    ],
  }));

function columnsOf(people: readonly OraclePerson[]) {
  const rows = people.flatMap((one, index) => one.events.map((of): EventRow => ({ ...of, person: `p${index}` })));
  return columnsFromRows(rows);
}

describe('evidence of a tool', () => {
  it('is what looking at every person and every pair finds', () => {
    let pairs = 0;
    fc.assert(
      fc.property(fc.array(person, { minLength: 6, maxLength: 24 }), query, (people, asked) => {
        const found = runToEnd(columnsOf(people), asked).tools[0];
        const expected = oracleTool(people, asked);
        const { uses, people: users, atStage, matured, pairs: matched } = found ?? {};
        expect({ uses, people: users, atStage, matured, pairs: matched }).toEqual(expected);
        pairs += expected.pairs.pairs;
      }),
      { numRuns: 1500, seed: 20_250_330 },
    );
    expect(pairs).toBeGreaterThan(900);
  });

  it('is the same whatever else is asked about', () => {
    fc.assert(
      fc.property(fc.array(person, { minLength: 1, maxLength: 10 }), query, fc.nat(70), (people, asked, more) => {
        const columns = columnsOf(people);
        const other = { id: 'x', matches: [named('x')], transition: 0, side: 'buyer', liveFromUs: null } as const;
        const many = { ...asked, tools: [...Array.from({ length: more }, () => other), ...asked.tools] };
        expect(runToEnd(columns, many).tools.at(-1)).toEqual(runToEnd(columns, asked).tools[0]);
      }),
      { numRuns: 200, seed: 7 },
    );
  });

  it('is the same by whichever name or value a use is told', () => {
    const valued: EventMatch = { event: null, where: [{ property: 'tool', value: 't' }], occurrence: 'any' };
    const both: EventMatch = {
      event: '*',
      where: [...valued.where, { property: 'kind', value: 'k' }],
      occurrence: 'any',
    };
    const ways: readonly (readonly EventMatch[])[] = [
      [valued],
      [both],
      [named('t'), valued, named('*t')],
      [
        { ...valued, occurrence: 'first' },
        { ...valued, occurrence: 'later' },
      ],
      [
        { ...named('t'), occurrence: 'first' },
        { ...both, occurrence: 'later' },
      ],
    ];
    fc.assert(
      fc.property(fc.array(person, { minLength: 2, maxLength: 14 }), query, (people, asked) => {
        const rows = people.flatMap((one, index) =>
          one.events.map((of): EventRow => ({ ...of, person: `p${index}`, properties: { tool: of.event, kind: 'k' } })),
        );
        const [tool] = asked.tools;
        const tools = [tool, ...ways.map((matches) => ({ ...tool, matches }))].filter((one) => one !== undefined);
        const [found, ...others] = runToEnd(columnsFromRows(rows), { ...asked, tools } as EvidenceQuery).tools;
        for (const other of others) expect(other).toEqual(found);
      }),
      { numRuns: 200, seed: 11 },
    );
  });

  it('takes the nearest of however many people there are', () => {
    // All enter in one hour of one day, so that each user is compared with all the others.
    const people = Array.from({ length: 900 }, (_, i): OraclePerson => {
      const us = BASE + (i % 40) * 60_000_000;
      const event = (name: string, afterUs: number) => ({ event: name, timeUs: us + afterUs, properties: {} });
      const own = i % 9 === 0 ? event('t', HOUR + (i % 7) * 1000) : event('x', (i * 7919) % (2 * HOUR));
      return {
        events: [event('a', 0), own, ...(i % 4 === 0 ? [event('b', HOUR * (1 + (i % 3)))] : [])],
        properties: {},
      };
    });
    const asked: EvidenceQuery = {
      ...(fc.sample(query, { numRuns: 1, seed: 3 })[0] as EvidenceQuery),
      windowUs: 30 * HOUR,
      asOfUs: BASE + 400 * HOUR,
      transitions: [{ fromStep: 0, toStep: 1 }],
      tools: [{ id: 't', matches: [named('t')], transition: 0, side: 'buyer', liveFromUs: null }],
    };
    const { pairs } = oracleTool(people, asked);
    expect(pairs.pairs).toBeGreaterThan(60);
    expect(runToEnd(columnsOf(people), asked).tools[0]?.pairs).toEqual(pairs);
  });
});
