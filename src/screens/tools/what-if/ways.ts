import type { FunnelTransition } from '../../../engine/answer.ts';
import { isTooFew, type Rate, wilson } from '../../../insights/rate.ts';
import { referenceOf, type WorthReference } from '../../../insights/worth.ts';
import type { Plan } from '../../../journey/plan.ts';
import type { StageId } from '../../../journey/stages.ts';
import { type TransitionId, transitionBetween } from '../../../journey/tools.ts';
import type { JudgedTools } from '../landscape.ts';

/** A measured transition whose rate can be thought different. */
export interface Way {
  /** Index into the funnel's transitions. */
  readonly index: number;
  readonly from: StageId;
  readonly to: StageId;
  /** Under which the plan keeps a target; `null` for one that spans stages that are not measured. */
  readonly id: TransitionId | null;
  readonly rate: Rate;
  readonly target: number | null;
  readonly best: Extract<WorthReference, { readonly code: 'best-quarter' }> | null;
}

/** The transitions with people enough to tell their rate. */
export function waysOf({ answered }: Pick<JudgedTools, 'answered'>, plan: Pick<Plan, 'targets'>): readonly Way[] {
  const { asked, evidence, funnel } = answered;
  return funnel.transitions.flatMap((transition: FunnelTransition, index): Way[] => {
    const place = asked.transitions.findIndex(({ from, to }) => from === transition.from && to === transition.to);
    const at = asked.transitions[place];
    if (!at || at.from === null || isTooFew(transition.maturedReached)) return [];
    const id = transitionBetween(at.from, at.to);
    const best = referenceOf(undefined, evidence.transitions[place]?.quarters ?? []);
    return [
      {
        index,
        from: at.from,
        to: at.to,
        id,
        rate: wilson(transition.maturedConverted, transition.maturedReached),
        target: id === null ? null : (plan.targets?.[id] ?? null),
        best: best?.code === 'best-quarter' ? best : null,
      },
    ];
  });
}

/** The plan with another target for a transition, or none. */
export function withTarget(plan: Plan, id: TransitionId, rate: number | null): Plan {
  const { [id]: _, ...others } = plan.targets ?? {};
  const targets = rate === null ? others : { ...others, [id]: rate };
  if (Object.keys(targets).length > 0) return { ...plan, targets };
  const { targets: __, ...without } = plan;
  return without;
}
