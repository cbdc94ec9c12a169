import { describe, expect, it } from 'vitest';
import type { FunnelFigures, FunnelTransition } from '../engine/answer.ts';
import { judgeFunnel } from './funnel-judgement.ts';

const scope = { windowUs: 30 * 86_400e6, order: 'ordered' } as const;

/** Counts per step; `[reached, converted, dropped, maturedReached, maturedConverted]` per transition. */
function funnel(
  steps: readonly [string, number][],
  ways: readonly [number, number, number, number, number][],
): FunnelFigures {
  return {
    steps: steps.map(([id, reached]) => ({ id, reached, implied: reached, blindSpot: 0 })),
    transitions: ways.map(
      ([reached, converted, dropped, maturedReached, maturedConverted], k): FunnelTransition => ({
        from: steps[k]?.[0] ?? '',
        to: steps[k + 1]?.[0] ?? '',
        reached,
        converted,
        dropped,
        inProgress: reached - converted - dropped,
        maturedReached,
        maturedConverted,
        timeToConvert: { n: converted, meanUs: 1, p25Us: 1, medianUs: 1, p75Us: 1, p90Us: 1 },
        sinceFirstContact: null,
      }),
    ),
    spoiled: 0,
  };
}

const river = funnel(
  [
    ['awareness', 1000],
    ['motivation', 300],
    ['action', 60],
    ['relationship', 20],
  ],
  [
    [1000, 300, 600, 900, 290],
    [300, 60, 220, 280, 58],
    [60, 20, 40, 29, 12],
  ],
);

describe('a judged transition', () => {
  const { transitions, biggestLeak, inProgress } = judgeFunnel(river, scope);

  it('has the rate of matured people, and the raw one beside it', () => {
    expect(transitions[0]?.rate.value).toBe(290 / 900);
    expect(transitions[0]?.rate.n).toBe(900);
    expect(transitions[0]?.raw.value).toBe(0.3);
  });

  it('ranks leaks by people lost, and not those with too few people', () => {
    expect(transitions.map((transition) => transition.leakRank)).toEqual([1, 2, null]);
    expect(transitions[2]?.tooFew).toBe(true);
    expect(biggestLeak?.from).toBe('awareness');
  });

  it('gives times only when thirty people carry them', () => {
    expect(transitions.map((transition) => transition.timesHold)).toEqual([true, true, false]);
  });

  it('adds up everybody who still has time', () => {
    expect(inProgress).toBe(100 + 20 + 0);
  });
});

describe('those who came to the stage that matters another way', () => {
  const acted = (implied: number, blindSpot: number): FunnelFigures => ({
    ...river,
    steps: river.steps.map((step) => (step.id === 'action' ? { ...step, implied, blindSpot } : step)),
  });
  const said = (figures: FunnelFigures, changed = {}) =>
    judgeFunnel(figures, { ...scope, ...changed }).support.find(({ code }) => code === 'seen-at');

  it('are those with an event of it, whatever else they have', () => {
    expect(said(acted(90, 8))).toEqual({
      code: 'seen-at',
      stage: 'action',
      seen: 82,
      reached: 60,
      windowUs: scope.windowUs,
    });
  });

  it('are not spoken of where there are none, or hardly any', () => {
    expect(said(acted(60, 0))).toBeUndefined();
    expect(said({ ...acted(0, 0), steps: [] })).toBeUndefined();
    const many = acted(1205, 0);
    const steps = many.steps.map((step) => (step.id === 'action' ? { ...step, reached: 1200 } : step));
    expect(said({ ...many, steps })).toBeUndefined();
  });

  it('cannot be told where a part of the data is asked about, or the order is another', () => {
    expect(said(acted(90, 8), { entered: { fromUs: 0, toUs: 1 } })).toBeUndefined();
    expect(said(acted(90, 8), { filters: [{}] })).toBeUndefined();
    expect(said(acted(90, 8), { exclusions: [{}] })).toBeUndefined();
    expect(said(acted(90, 8), { order: 'strict' })).toBeUndefined();
  });
});

describe('the headline', () => {
  const codes = (figures: FunnelFigures, changed = {}) =>
    judgeFunnel(figures, { ...scope, ...changed }).headline.map((finding) => finding.code);

  it('tells how many acted, even when a later stage is measured', () => {
    expect(judgeFunnel(river, scope).headline[0]).toEqual({
      code: 'reached',
      first: 'awareness',
      target: 'action',
      entered: 1000,
      reached: 60,
    });
  });

  it('ends at the last stage when Action is the first or not measured', () => {
    const later = funnel(
      [
        ['action', 50],
        ['relationship', 5],
      ],
      [[50, 5, 45, 50, 5]],
    );
    expect(judgeFunnel(later, scope).headline[0]).toMatchObject({
      first: 'action',
      target: 'relationship',
      reached: 5,
    });
  });

  it('counts steps when the order does not matter', () => {
    expect(codes(river, { order: 'any' })).toEqual(['did-all', 'biggest-leak']);
  });

  it('is a count alone with one stage, and says nobody for nobody', () => {
    expect(codes(funnel([['interest', 12]], []))).toEqual(['one-stage']);
    expect(
      codes(
        funnel(
          [
            ['interest', 0],
            ['action', 0],
          ],
          [[0, 0, 0, 0, 0]],
        ),
      ),
    ).toEqual(['nobody']);
  });

  it('names no leak that rests on too few people', () => {
    const few = funnel(
      [
        ['awareness', 20],
        ['action', 2],
      ],
      [[20, 2, 18, 20, 2]],
    );
    expect(codes(few)).toEqual(['reached']);
    expect(judgeFunnel(few, scope).support).toEqual([{ code: 'all-too-few', most: 20 }]);
  });

  it('says when nobody was lost', () => {
    expect(
      codes(
        funnel(
          [
            ['awareness', 50],
            ['action', 50],
          ],
          [[50, 50, 0, 50, 50]],
        ),
      ),
    ).toEqual(['reached', 'nobody-lost']);
  });
});

describe('what supports the headline', () => {
  it('is the leak with its interval, then those in progress', () => {
    const { support } = judgeFunnel(river, scope);
    expect(support.map((finding) => finding.code)).toEqual(['rate', 'in-progress']);
    expect(support[0]).toMatchObject({ from: 'awareness', to: 'motivation', n: 900, windowUs: scope.windowUs });
  });

  it('says that without a window nobody is in progress', () => {
    const { support } = judgeFunnel(river, { ...scope, windowUs: null });
    expect(support.map((finding) => finding.code)).toContain('no-window');
  });

  it('names those whom an exclusion took out, and no one otherwise', () => {
    expect(judgeFunnel({ ...river, spoiled: 7 }, scope).support).toContainEqual({ code: 'spoiled', people: 7 });
    expect(judgeFunnel(river, scope).support.some((finding) => finding.code === 'spoiled')).toBe(false);
  });
});

describe('a blind spot', () => {
  it('is listed only where somebody is in it', () => {
    const steps = river.steps.map((step) =>
      step.id === 'motivation' ? { ...step, implied: 343, blindSpot: 43 } : step,
    );
    expect(judgeFunnel({ ...river, steps }, scope).blindSpots).toEqual([
      { stage: 'motivation', people: 43, implied: 343 },
    ]);
  });
});
