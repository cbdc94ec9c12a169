import { describe, expect, test } from 'vitest';
import { columnsFromRows, type EventRow } from './columns-from-rows.ts';
import { listPeople } from './people-list.ts';
import type { PeopleGroup, PeopleListQuery, Scope } from './query.ts';
import { runToEnd } from './run.ts';

const DAY = 86_400_000_000;
const step = (id: string) => ({ id, matches: [{ event: id, where: [], occurrence: 'any' as const }] });
const scope: Scope = {
  steps: ['a', 'b', 'c'].map(step),
  order: 'ordered',
  windowUs: 10 * DAY,
  ties: 'helpful',
  entered: null,
  during: null,
  exclusions: [],
  filters: [],
  calendarDays: false,
  timeZone: 'UTC',
  asOfUs: 60 * DAY,
};

/** A few hundred people who do this and that, the same in every run. */
function rows(): EventRow[] {
  let state = 7;
  const next = (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state >>> 8) % below;
  };
  return Array.from({ length: 2000 }, () => ({
    person: `p${next(300)}`,
    event: ['a', 'a', 'b', 'c', 'x'][next(5)]!,
    timeUs: next(60) * DAY,
  }));
}

function list(query: PeopleListQuery, columns = columnsFromRows(rows())): number[] {
  const running = listPeople(columns, query);
  for (;;) {
    const at = running.next();
    if (at.done === true) return [...at.value];
  }
}

describe('the people of a transition', () => {
  const columns = columnsFromRows(rows());
  const orders: readonly Partial<Scope>[] = [
    {},
    { order: 'any' },
    { order: 'strict' },
    { windowUs: null, asOfUs: null },
    { calendarDays: true },
    { entered: { fromUs: 10 * DAY, toUs: 55 * DAY } },
    { exclusions: [{ match: step('x').matches[0]!, fromStep: 0, toStep: 1 }] },
  ];
  test.each(orders)('are as many as the funnel counts, each in one group: %o', (change) => {
    const asked = { ...scope, ...change };
    const { transitions } = runToEnd(columns, { kind: 'funnel', ...asked, breakdown: null });
    transitions.forEach((transition, fromStep) => {
      const of = (who: PeopleGroup) => list({ ...asked, fromStep, toStep: fromStep + 1, who }, columns);
      const groups = [of('converted'), of('dropped'), of('in-progress')];
      expect(groups.map(({ length }) => length)).toEqual([
        transition.converted,
        transition.dropped,
        transition.inProgress,
      ]);
      expect(new Set(groups.flat()).size).toBe(transition.reached);
    });
  });

  test('are those people', () => {
    const few = columnsFromRows([
      { person: 'went', event: 'a', timeUs: DAY },
      { person: 'went', event: 'b', timeUs: 2 * DAY },
      { person: 'lost', event: 'a', timeUs: DAY },
      { person: 'open', event: 'a', timeUs: 58 * DAY },
      { person: 'else', event: 'c', timeUs: DAY },
    ]);
    const keys = ['went', 'lost', 'open', 'else'];
    const named = (who: PeopleGroup) =>
      list({ ...scope, fromStep: 0, toStep: 1, who }, few).map((person) => keys[person]);
    expect(named('converted')).toEqual(['went']);
    expect(named('dropped')).toEqual(['lost']);
    expect(named('in-progress')).toEqual(['open']);
  });

  test('of the whole way are all who came part of it', () => {
    const way = { ...scope, fromStep: 0, toStep: 2 };
    const whole = (['converted', 'dropped', 'in-progress'] as const).map(
      (who) => list({ ...way, who }, columns).length,
    );
    const { steps } = runToEnd(columns, { kind: 'funnel', ...scope, breakdown: null });
    expect(whole[0]).toBe(steps[2]?.reached);
    expect(whole.reduce((sum, people) => sum + people, 0)).toBe(steps[0]?.reached);
  });

  test('of a step that is not there are refused', () => {
    expect(() => list({ ...scope, fromStep: 2, toStep: 3, who: 'dropped' })).toThrow(RangeError);
  });
});
