import { describe, expect, it } from 'vitest';
import type { RankedGap, TransitionWorth } from '../../../insights/tool-gaps.ts';
import type { Plan } from '../../../journey/plan.ts';
import { gapItems, withAction } from './gap-items.ts';

const PLAN: Plan = { handrail: 1, sources: [], stages: {} };
const WORTH: TransitionWorth = {
  from: 'motivation',
  to: 'action',
  peopleLost: 9,
  atStake: null,
  worth: null,
  reference: null,
  value: { from: 'people' },
};

function gap(id: string, worth: TransitionWorth | null): RankedGap {
  return {
    capability: {
      id,
      transition: 'motivation>action',
      asks: id,
      answers: '',
      seller: '',
      examples: [],
      shows: [],
      from: 'plan',
    },
    tools: [],
    state: 'missing',
    evidence: { code: 'missing', stage: null, spanning: null, people: null, lost: null },
    gap: true,
    measured: null,
    worth,
  };
}

describe('the ranked gaps', () => {
  it('tell the worth of a transition once, and the owner and day of each', () => {
    const plan = { actions: [{ capability: 'b', owner: 'Miriam', due: '2026-08-15' }] };
    const items = gapItems([gap('a', WORTH), gap('b', WORTH), gap('c', null), gap('d', null)], plan);
    expect(items.map(({ toldAt }) => toldAt)).toEqual([null, 0, null, null]);
    expect(items.map(({ isSaid }) => isSaid)).toEqual([false, true, false, false]);
    expect(items[1]).toMatchObject({ owner: 'Miriam', due: '2026-08-15' });
    expect(items[0]).toMatchObject({ owner: '', due: '' });
  });
});

describe('an owner or a day', () => {
  it('is added, changed in its place, and taken away without a trace', () => {
    const one = withAction(PLAN, 'a', { owner: 'Miriam' });
    const two = withAction(one, 'b', { due: '2026-08-15' });
    expect(two.actions).toEqual([
      { capability: 'a', owner: 'Miriam' },
      { capability: 'b', due: '2026-08-15' },
    ]);
    const changed = withAction(two, 'a', { due: '2026-09-01' });
    expect(changed.actions?.[0]).toEqual({ capability: 'a', owner: 'Miriam', due: '2026-09-01' });
    const none = withAction(withAction(two, 'a', { owner: '' }), 'b', { due: '' });
    expect(none).toEqual(PLAN);
    expect(PLAN).toEqual({ handrail: 1, sources: [], stages: {} });
  });
});
