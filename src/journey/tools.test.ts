import { describe, expect, it } from 'vitest';
import { spannedTransitions, TRANSITION_IDS, transitionBetween, transitionEnds } from './tools.ts';

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

  it('are spanned by a measured step over stages that are not measured', () => {
    expect(spannedTransitions('interest', 'relationship')).toEqual([
      'interest>motivation',
      'motivation>action',
      'action>relationship',
    ]);
    expect(spannedTransitions('motivation', 'action')).toEqual(['motivation>action']);
    expect(spannedTransitions('relationship', 'relationship')).toEqual(['relationship>relationship']);
    expect(spannedTransitions('action', 'action')).toEqual([]);
    expect(spannedTransitions('action', 'interest')).toEqual([]);
  });
});
