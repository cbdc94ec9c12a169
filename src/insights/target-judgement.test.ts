import { describe, expect, it } from 'vitest';
import type { JudgedTransition } from './funnel-judgement.ts';
import { wilson } from './rate.ts';
import { judgeTarget } from './target-judgement.ts';

function transition(converted: number, n: number, ends: Partial<JudgedTransition> = {}): JudgedTransition {
  return {
    from: 'motivation',
    to: 'action',
    reached: n,
    converted,
    dropped: n - converted,
    inProgress: 0,
    rate: wilson(converted, n),
    maturedConverted: converted,
    raw: wilson(converted, n),
    tooFew: n < 30,
    leakRank: null,
    timeToConvert: null,
    timesHold: false,
    ...ends,
  };
}
const aim = (target: number) => ({ 'motivation>action': target }) as const;

describe('a rate against the target for it', () => {
  it('is met or missed only when its whole interval says so', () => {
    expect(judgeTarget(transition(500, 1000), aim(0.4))).toEqual({ target: 0.4, verdict: 'met' });
    expect(judgeTarget(transition(500, 1000), aim(0.6))?.verdict).toBe('missed');
    expect(judgeTarget(transition(500, 1000), aim(0.51))?.verdict).toBe('cannot-tell');
  });

  it('has no verdict of fewer than thirty people', () => {
    expect(judgeTarget(transition(0, 29), aim(0.5))?.verdict).toBe('too-few-people');
    expect(judgeTarget(transition(0, 0), aim(0.5))?.verdict).toBe('too-few-people');
  });

  it('is none without a target, and over a stage that is not measured', () => {
    expect(judgeTarget(transition(500, 1000), undefined)).toBeNull();
    expect(judgeTarget(transition(500, 1000), {})).toBeNull();
    expect(judgeTarget(transition(500, 1000, { from: 'interest' }), aim(0.4))).toBeNull();
  });
});
