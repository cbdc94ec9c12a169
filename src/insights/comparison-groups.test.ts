import { describe, expect, it } from 'vitest';
import type { FunnelAnswer, FunnelTransition, GroupId } from '../engine/answer.ts';
import { columnsFromRows, type EventRow } from '../engine/columns-from-rows.ts';
import type { Attribution, FunnelQuery } from '../engine/query.ts';
import { runToEnd } from '../engine/run.ts';
import type { Verdict } from './comparison.ts';
import { compareGroups, compareWithRest, type GroupBasis, mayJudge } from './comparison-groups.ts';

const firstStep: Attribution = { kind: 'step', step: 0 };
const byFirstEvent: GroupBasis = { propertyOf: 'event', order: 'ordered' };
const byPerson: GroupBasis = { propertyOf: 'person', order: 'ordered' };

type Counts = readonly (readonly [maturedReached: number, maturedConverted: number])[];

function transitions(counts: Counts): readonly FunnelTransition[] {
  return counts.map(([maturedReached, maturedConverted], k) => ({
    from: `s${k}`,
    to: `s${k + 1}`,
    reached: 0,
    converted: 0,
    dropped: 0,
    inProgress: 0,
    maturedReached,
    maturedConverted,
    timeToConvert: null,
    sinceFirstContact: null,
  }));
}

function funnel(all: Counts, groups: readonly Counts[], attribution: Attribution = firstStep): FunnelAnswer {
  const group = (index: number): GroupId => ({ kind: 'value', value: `v${index}` });
  return {
    kind: 'funnel',
    steps: [],
    spoiled: 0,
    transitions: transitions(all),
    breakdown: {
      property: 'p',
      attribution,
      groups: groups.map((counts, index) => ({
        group: group(index),
        steps: [],
        spoiled: 0,
        transitions: transitions(counts),
      })),
    },
  };
}

describe('verdicts between groups', () => {
  const kinds: readonly Attribution[] = [
    firstStep,
    { kind: 'step', step: 1 },
    { kind: 'first' },
    { kind: 'last' },
    { kind: 'all' },
  ];
  const judged = (of: GroupBasis['propertyOf'], order?: GroupBasis['order']): boolean[] =>
    kinds.map((kind) => mayJudge(kind, of, order));

  it('rest on the first event of an attempt when values come with events', () => {
    expect(judged('event')).toEqual([true, false, false, false, false]);
    expect(judged('both')).toEqual([true, false, false, false, false]);
  });

  it('rest on whatever reads the one value of a person’s file, but not on having a later step', () => {
    expect(judged('person')).toEqual([true, false, true, true, true]);
  });

  it('know of no first step in any order', () => {
    expect(judged('event', 'any')).toEqual([false, false, false, false, false]);
    expect(judged('person', 'any')).toEqual([false, false, true, true, true]);
    expect(judged('event', 'strict')[0]).toBe(true);
  });

  it('are not given otherwise', () => {
    const answer = funnel([[200, 100]], [[[100, 90]], [[100, 10]]], { kind: 'last' });
    expect(compareWithRest(answer, 0, byFirstEvent)).toBeNull();
    expect(compareGroups(answer, 0, 1, byFirstEvent)).toBeNull();
    expect(compareWithRest(answer, 0, byPerson)).not.toBeNull();
    expect(compareWithRest({ ...answer, breakdown: null }, 0, byPerson)).toBeNull();
  });
});

describe('a group against the rest', () => {
  const answer = funnel(
    [
      [400, 170],
      [170, 60],
    ],
    [
      [
        [100, 70],
        [70, 25],
      ],
      [
        [100, 30],
        [30, 10],
      ],
      [
        [190, 68],
        [68, 24],
      ],
      [
        [10, 2],
        [2, 1],
      ],
    ],
  );

  it('stands beside all other groups added up', () => {
    const table = compareWithRest(answer, 0, byFirstEvent);
    expect(table?.map(({ second }) => second)).toEqual([
      { reached: 300, converted: 100 },
      { reached: 300, converted: 140 },
      { reached: 210, converted: 102 },
      { reached: 390, converted: 168 },
    ]);
    expect(table?.map(({ verdict }) => verdict)).toEqual(['higher', 'lower', 'lower', 'too-few-people']);
  });

  it('is compared at the transition that is asked for', () => {
    expect(compareWithRest(answer, 1, byFirstEvent)?.[0]?.second).toEqual({ reached: 100, converted: 35 });
    expect(() => compareWithRest(answer, 2, byFirstEvent)).toThrow(RangeError);
  });

  it('is too few people when there is no rest', () => {
    expect(compareWithRest(funnel([[100, 50]], [[[100, 50]]]), 0, byFirstEvent)?.[0]?.verdict).toBe('too-few-people');
  });

  it('has no more people in the rest than there are outside the group', () => {
    const overlapping = funnel([[150, 75]], [[[100, 50]], [[100, 60]], [[100, 20]]]);
    expect(compareWithRest(overlapping, 0, byFirstEvent)?.map(({ second }) => second)).toEqual([
      { reached: 50, converted: 20 },
      { reached: 50, converted: 17.5 },
      { reached: 50, converted: 27.5 },
    ]);
  });
});

describe('two chosen groups', () => {
  const counts: readonly Counts[] = [
    [
      [100, 70],
      [70, 25],
    ],
    [
      [0, 0],
      [0, 0],
    ],
    [
      [100, 30],
      [30, 11],
    ],
  ];
  const answer = funnel(
    [
      [200, 100],
      [100, 36],
    ],
    counts,
    { kind: 'first' },
  );

  it('are compared at each transition, the first beside the second', () => {
    const table = compareGroups(answer, 2, 0, byPerson);
    expect(table?.map(({ verdict }) => verdict)).toEqual(['lower', 'cannot-tell']);
    expect(table?.[0]).toMatchObject({
      first: { reached: 100, converted: 30 },
      second: { reached: 100, converted: 70 },
    });
  });

  it('must be two that are there', () => {
    expect(() => compareGroups(answer, 0, 3, byPerson)).toThrow(RangeError);
    expect(() => compareGroups(answer, 1, 1, byPerson)).toThrow(RangeError);
  });
});

describe('a thousand seeds of four campaigns', () => {
  const SEEDS = 1000;
  const HOUR = 3_600_000_000;
  const question: FunnelQuery = {
    kind: 'funnel',
    steps: ['see', 'give'].map((event) => ({ id: event, matches: [{ event, where: [], occurrence: 'any' }] })),
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
    breakdown: { property: 'campaign', attribution: firstStep },
  };

  /**
   * Of how many seeds the verdicts, by campaign, pass a test. Each person sees one campaign, and each other one with the
   * chance `share`; whoever saw the first gives more often by `gain`.
   */
  function tables(share: number, gain: number, test: (verdicts: ReadonlyMap<string, Verdict>) => boolean): number {
    let passed = 0;
    for (let seed = 1; seed <= SEEDS; seed++) {
      const next = chance(seed);
      const rows: EventRow[] = [];
      for (let i = 0; i < 200; i++) {
        const person = `${i}`;
        const own = Math.floor(next() * 4);
        const seen = [0, 1, 2, 3].filter((campaign) => campaign === own || next() < share);
        for (const campaign of seen) {
          rows.push({ person, event: 'see', timeUs: campaign * HOUR, properties: { campaign: `${campaign}` } });
        }
        if (next() < 0.3 + (seen.includes(0) ? gain : 0)) rows.push({ person, event: 'give', timeUs: 5 * HOUR });
      }
      const answer = runToEnd(columnsFromRows(rows), question);
      const verdicts = (compareWithRest(answer, 0, byFirstEvent) ?? []).map(({ verdict }) => verdict);
      const names = (answer.breakdown?.groups ?? []).map(({ group }) => (group.kind === 'value' ? group.value : ''));
      if (test(new Map(names.map((name, index) => [name, verdicts[index] ?? 'too-few-people'])))) passed++;
    }
    return passed;
  }

  const alarmed = (verdicts: ReadonlyMap<string, Verdict>): boolean =>
    [...verdicts.values()].some((verdict) => verdict === 'higher' || verdict === 'lower');

  it('without an effect raise at most 65 false alarms when nobody sees two', () => {
    expect(tables(0, 0, alarmed)).toBeLessThanOrEqual(65);
  });

  it('raise no more of them when people see several', () => {
    expect(tables(0.25, 0, alarmed)).toBeLessThanOrEqual(65);
    expect(tables(0.5, 0, alarmed)).toBeLessThanOrEqual(65);
  });

  it('find the one that has an effect in most, seen alone or beside others', () => {
    const found = (verdicts: ReadonlyMap<string, Verdict>): boolean => verdicts.get('0') === 'higher';
    expect(tables(0, 0.3, found)).toBeGreaterThan(800);
    expect(tables(0.25, 0.3, found)).toBeGreaterThan(500);
  });
});

/** Marsaglia's xorshift with 32 bits: a fixed seed gives a fixed simulation. */
function chance(seed: number): () => number {
  let state = ((seed + 1) * 2_654_435_761) >>> 0 || 1;
  const next = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
  for (let i = 0; i < 20; i++) next();
  return next;
}
