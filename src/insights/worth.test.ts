import { describe, expect, it } from 'vitest';
import type { FunnelFigures, FunnelTransition } from '../engine/answer.ts';
import { referenceOf, type ValuePerAction, valueAtStake, waysOn, whatIfAt, worthOfGap } from './worth.ts';
import { seededChance } from './worth-draws.ts';

const PEOPLE: ValuePerAction = { from: 'people' };
const EUROS: ValuePerAction = { from: 'plan', mean: 40, currency: 'EUR' };
const STAGES = ['interest', 'motivation', 'action', 'relationship'] as const;

/** A funnel whose transitions have these matured people and conversions. */
function funnel(...steps: readonly (readonly [reached: number, converted: number])[]): FunnelFigures {
  const transitions = steps.map(
    ([reached, converted], k): FunnelTransition => ({
      from: STAGES[k] ?? '',
      to: STAGES[k + 1] ?? '',
      reached,
      converted,
      dropped: reached - converted,
      inProgress: 0,
      maturedReached: reached,
      maturedConverted: converted,
      timeToConvert: null,
      sinceFirstContact: null,
    }),
  );
  const ids = STAGES.slice(0, steps.length + 1);
  return { steps: ids.map((id) => ({ id, reached: 0, implied: 0, blindSpot: 0 })), transitions, spoiled: 0 };
}

const RIVER = funnel([5000, 1700], [1700, 700], [700, 260]);

describe('what if a transition had another rate', () => {
  it('brings people to Action and to Relationship, in proportion to the rates ahead', () => {
    const [action, relationship] = whatIfAt(RIVER, 0, { action: PEOPLE, later: PEOPLE }, seededChance(1))(0.5);
    expect(action?.stage).toBe('action');
    // 5,000 people at 34 % and then 41.2 %, and at 50 %.
    expect(action?.now.value).toBeCloseTo(700, -1.3);
    expect(action?.changed.value).toBeCloseTo((5000 * 0.5 * 700) / 1700, -1.5);
    expect(relationship?.stage).toBe('relationship');
    expect(relationship?.more.value).toBeCloseTo(((5000 * 0.5 - 1700) * 260) / 1700, -1.3);
  });

  it('has an interval that holds the change between two fixed rates', () => {
    const [action] = whatIfAt(RIVER, 1, { action: EUROS, later: EUROS }, seededChance(2))(0.5);
    const truth = 1700 * 0.5 - 700;
    expect(action?.more.low).toBeLessThan(truth);
    expect(action?.more.high).toBeGreaterThan(truth);
    expect(action?.moreValue?.value).toBeCloseTo((action?.more.value ?? 0) * 40, 6);
  });

  it('says less where fewer arrive, and as much again the other way', () => {
    const at = whatIfAt(RIVER, 1, { action: PEOPLE, later: PEOPLE }, seededChance(3));
    expect(at(0.3)[0]?.more.high).toBeLessThan(0);
    expect(at(0)[0]?.changed).toEqual({ value: 0, low: 0, high: 0 });
    expect(at(1)[0]?.changed).toEqual({ value: 1700, low: 1700, high: 1700 });
  });

  it('changes only what is dragged: what is so far stays the same to the last digit', () => {
    const at = whatIfAt(RIVER, 0, { action: EUROS, later: EUROS }, seededChance(4));
    expect(at(0.4)[0]?.now).toEqual(at(0.6)[0]?.now);
    expect(at(0.5)).toEqual(whatIfAt(RIVER, 0, { action: EUROS, later: EUROS }, seededChance(4))(0.5));
  });

  it('leaves out what nobody has reached in time, and says nothing of a transition that is not there', () => {
    const values = { action: PEOPLE, later: PEOPLE };
    expect(whatIfAt(funnel([900, 300], [0, 0], [0, 0]), 0, values, seededChance(5))(0.5)).toEqual([]);
    expect(
      whatIfAt(funnel([900, 300], [300, 90], [0, 0]), 0, values, seededChance(5))(0.5).map(({ stage }) => stage),
    ).toEqual(['action']);
    expect(whatIfAt(RIVER, 9, values, seededChance(5))(0.5)).toEqual([]);
  });

  it('stays finite where nobody or everybody went on', () => {
    for (const one of [funnel([40, 0], [40, 40]), funnel([40, 40], [40, 0])]) {
      for (const { now, changed, more } of whatIfAt(one, 0, { action: EUROS, later: EUROS }, seededChance(6))(0.5)) {
        for (const { value, low, high } of [now, changed, more]) {
          expect([value, low, high].every(Number.isFinite)).toBe(true);
          expect(low).toBeLessThanOrEqual(high);
        }
      }
    }
  });

  it('takes the values of the data with their own uncertainty', () => {
    const sample = { n: 4, mean: 40, variance: 3400, values: [1, 9, 30, 120] };
    const data: ValuePerAction = { from: 'data', sample };
    const [said] = whatIfAt(RIVER, 1, { action: EUROS, later: EUROS }, seededChance(7))(0.5);
    const [drawn] = whatIfAt(RIVER, 1, { action: data, later: data }, seededChance(7))(0.5);
    const width = (one: typeof said) => (one?.moreValue?.high ?? 0) - (one?.moreValue?.low ?? 0);
    expect(width(drawn)).toBeGreaterThan(2 * width(said));
  });
});

describe('what a transition is worth', () => {
  it('is what another rate would bring, to the same figures', () => {
    const values = { action: EUROS, later: EUROS };
    const ways = waysOn(RIVER, values);
    const reference = { code: 'target', rate: 0.6 } as const;
    for (const [index, place] of [
      [0, 0],
      [1, 0],
      [2, 0],
    ] as const) {
      const worth = worthOfGap(ways[index]!, reference, seededChance(9 + index));
      const brought = whatIfAt(RIVER, index, values, seededChance(9 + index))(0.6)[place]?.moreValue;
      for (const key of ['value', 'low', 'high'] as const) expect(brought?.[key]).toBeCloseTo(worth[key], 6);
    }
  });

  it('is not below nothing where a few of many values are huge', () => {
    const sample = { n: 842, mean: 73_000, variance: 3e12, values: [] };
    const [way] = waysOn(funnel([40, 20], [20, 10]), { action: EUROS, later: EUROS });
    const at = { ...way!, value: { from: 'data', sample } } as const;
    const stake = valueAtStake(at, seededChance(10));
    expect(stake.low).toBeGreaterThan(0);
    expect(stake.high).toBeGreaterThan(2 * stake.value);
    const even = valueAtStake({ ...at, value: { from: 'data', sample: { ...sample, variance: 0 } } }, seededChance(10));
    expect(even.low / 73_000).toBeCloseTo(valueAtStake({ ...at, value: PEOPLE }, seededChance(10)).low, 6);
  });

  it('is nothing, and no gain, where Actions bring in less than nothing and the rate is higher than its reference', () => {
    const sample = { n: 842, mean: -12, variance: 9, values: [] };
    const [way] = waysOn(funnel([400, 200], [200, 100]), { action: EUROS, later: EUROS });
    const at = { ...way!, value: { from: 'data', sample } } as const;
    for (const rate of [0.45, 0.5, 0.55]) {
      expect(worthOfGap(at, { code: 'target', rate }, seededChance(11))).toEqual({ value: 0, low: 0, high: 0 });
    }
  });

  it('is told by nobody with fewer than 30 matured people', () => {
    expect(waysOn(funnel([29, 20], [20, 10]), { action: EUROS, later: EUROS })).toEqual([null, null]);
  });

  it('counts those who would act, then what they bring', () => {
    const [, second] = waysOn(RIVER, { action: EUROS, later: EUROS });
    const stake = valueAtStake(second!, seededChance(8));
    expect(stake.low).toBeLessThan(1000 * 40);
    expect(stake.high).toBeGreaterThan(1000 * 40);
    expect(worthOfGap(second!, { code: 'target', rate: 0.2 }, seededChance(8))).toEqual({ value: 0, low: 0, high: 0 });
  });

  it('is measured against the target, else the best quarter with people enough', () => {
    const quarters = [
      { label: '2025-Q3', reached: 12, converted: 12 },
      { label: '2025-Q4', reached: 400, converted: 200 },
      { label: '2026-Q1', reached: 40, converted: 22 },
    ];
    expect(referenceOf(0.6, quarters)).toEqual({ code: 'target', rate: 0.6 });
    expect(referenceOf(undefined, quarters)).toMatchObject({ code: 'best-quarter', quarter: '2025-Q4', n: 400 });
    expect(referenceOf(undefined, quarters.slice(0, 1))).toBeNull();
  });
});
