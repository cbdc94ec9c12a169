import { describe, expect, it } from 'vitest';
import { TRANSITION_IDS, transitionBetween, transitionEnds } from './tools.ts';

describe('transitions', () => {
  it('name their two ends, and are found by them', () => {
    for (const id of TRANSITION_IDS) {
      const { from, to } = transitionEnds(id);
      expect(transitionBetween(from, to)).toBe(id);
    }
    expect(transitionEnds('>awareness')).toEqual({ from: null, to: 'awareness' });
  });

  it('lead from neighbour to neighbour only', () => {
    expect(transitionBetween('awareness', 'action')).toBeNull();
    expect(transitionBetween('action', 'motivation')).toBeNull();
  });
});
