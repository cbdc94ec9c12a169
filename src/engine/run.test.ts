import { describe, expect, test } from 'vitest';
import { canonicalJson } from './canonical.ts';
import type { EventColumns } from './columns.ts';
import { columnsFromRows } from './columns-from-rows.ts';
import type { FunnelQuery, Scope } from './query.ts';
import { runQuery, runToEnd } from './run.ts';

const scope: Scope = {
  steps: ['a', 'b'].map((event) => ({ id: event, matches: [{ event, where: [], occurrence: 'any' }] })),
  order: 'ordered',
  windowUs: 1000,
  ties: 'helpful',
  entered: null,
  during: null,
  exclusions: [],
  filters: [],
  calendarDays: false,
  timeZone: 'UTC',
  asOfUs: 1_000_000,
};
const funnel: FunnelQuery = { kind: 'funnel', ...scope, breakdown: null };

/** People with an a and a b each. */
function manyPeople(personCount: number): EventColumns {
  const eventCount = personCount * 2;
  return {
    eventCount,
    personCount,
    personStart: Uint32Array.from({ length: personCount + 1 }, (_, p) => p * 2),
    timeUs: Float64Array.from({ length: eventCount }, (_, i) => i),
    name: Uint8Array.from({ length: eventCount }, (_, i) => i % 2),
    names: ['a', 'b'],
    value: null,
    source: new Uint8Array(eventCount),
    properties: {},
    personKeys: { bytes: new Uint8Array(0), offsets: new Uint32Array(personCount + 1) },
  };
}

describe('running a question', () => {
  test('a large one yields its growing progress and the same answer', () => {
    const columns = manyPeople(600_000);
    const shares: number[] = [];
    const running = runQuery(columns, { ...funnel, breakdown: { property: 'none', attribution: { kind: 'first' } } });
    let next = running.next();
    for (; next.done !== true; next = running.next()) shares.push(next.value);
    expect(shares.length).toBeGreaterThan(20);
    expect(shares).toEqual([...shares].sort((x, y) => x - y));
    expect(shares.every((share) => share > 0 && share <= 1)).toBe(true);
    expect(next.value.steps.map(({ reached }) => reached)).toEqual([600_000, 600_000]);
    expect(next.value.breakdown?.groups.map(({ group }) => group)).toEqual([{ kind: 'none' }]);
  });

  test('no events give zeros, not a failure', () => {
    const empty = columnsFromRows([]);
    const answer = runToEnd(empty, funnel);
    expect(answer.steps.map(({ reached }) => reached)).toEqual([0, 0]);
    expect(answer.transitions[0]?.timeToConvert).toBeNull();
    const trend = { kind: 'trend', ...scope, interval: 'day', weekStart: 'monday', breakdown: null } as const;
    expect(runToEnd(empty, { ...trend, fromStep: 0, toStep: 1 }).points).toEqual([]);
    const times = runToEnd(empty, { kind: 'time-to-convert', ...scope, fromStep: 0, toStep: 1, binCount: null });
    expect(times).toEqual({ kind: 'time-to-convert', durations: null, bins: [], curve: [] });
  });

  test('without a window whoever never went on is not counted as having done so at the end of time', () => {
    const columns = columnsFromRows([
      { person: 'p', event: 'a', timeUs: 0 },
      { person: 'p', event: 'b', timeUs: 5 },
      { person: 'q', event: 'a', timeUs: 0 },
    ]);
    const query = {
      kind: 'time-to-convert',
      ...scope,
      windowUs: null,
      fromStep: 0,
      toStep: 1,
      binCount: null,
    } as const;
    expect(runToEnd(columns, query).curve).toEqual([{ elapsedUs: 5, share: 0.5, atRisk: 2 }]);
  });

  test('a bot with very many events and a choice at each does not take for ever', () => {
    const many = 20_000;
    const rows = Array.from({ length: many }, (_, i) => ({ person: 'bot', event: 'a', timeUs: Math.floor(i / 4) }));
    const steps = ['a', '*', 'a', 'never'].map((event) => ({
      id: event,
      matches: [{ event, where: [], occurrence: 'any' as const }],
    }));
    const columns = columnsFromRows(rows);
    for (const order of ['ordered', 'strict', 'any'] as const) {
      const answer = runToEnd(columns, { ...funnel, steps, order, windowUs: null });
      expect(answer.steps.map(({ reached }) => reached)).toEqual([1, 1, 1, 0]);
    }
  }, 10_000);

  test.each([
    ['no step', { ...funnel, steps: [] }],
    [
      'too many steps',
      { ...funnel, steps: Array.from({ length: 31 }, () => scope.steps[0] as Scope['steps'][number]) },
    ],
    ['an unknown zone', { ...funnel, timeZone: 'Nowhere' }],
    [
      'an attribution to a step that is not there',
      {
        ...funnel,
        breakdown: { property: 'x', attribution: { kind: 'step' as const, step: 2 } },
      },
    ],
  ])('%s is refused', (_, query) => {
    expect(() => runToEnd(columnsFromRows([]), query)).toThrow(RangeError);
  });
});

test('equal questions have one canonical text', () => {
  const { kind, ...rest } = funnel;
  expect(canonicalJson({ ...rest, kind })).toBe(canonicalJson(funnel));
  expect(canonicalJson({ ...funnel, windowUs: null })).not.toBe(canonicalJson(funnel));
  expect(JSON.parse(canonicalJson(funnel))).toEqual(funnel);
});
