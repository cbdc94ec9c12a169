import type { Plan } from '../journey/plan.ts';
import { TRANSITION_IDS, type TransitionId } from '../journey/tools.ts';
import type { JudgedTransition } from './funnel-judgement.ts';

/** `met`: the whole interval lies at or above the target; `missed`: all of it below; else nobody can tell. */
export type TargetVerdict = 'met' | 'missed' | 'cannot-tell' | 'too-few-people';

export interface JudgedTarget {
  /** 0..1. */
  readonly target: number;
  readonly verdict: TargetVerdict;
}

/**
 * A transition's matured rate against the plan's target for it; `null` without one, and where the transition spans a
 * stage that is not measured, for which no target is meant.
 */
export function judgeTarget(transition: JudgedTransition, targets: Plan['targets']): JudgedTarget | null {
  const id = transitionOf(transition);
  const target = id === null ? undefined : targets?.[id];
  if (target === undefined) return null;
  const { low, high } = transition.rate;
  if (transition.tooFew || low === null || high === null) return { target, verdict: 'too-few-people' };
  if (low >= target) return { target, verdict: 'met' };
  return { target, verdict: high < target ? 'missed' : 'cannot-tell' };
}

function transitionOf({ from, to }: JudgedTransition): TransitionId | null {
  return TRANSITION_IDS.find((id) => id === `${from}>${to}`) ?? null;
}
