import type { RankedGap } from '../../../insights/tool-gaps.ts';
import type { Plan } from '../../../journey/plan.ts';
import type { PlanAction } from '../../../journey/tools.ts';
import type { SpokenGapItem } from '../../../words/build-next.ts';

export interface GapItem extends SpokenGapItem {
  readonly capability: string;
  readonly gap: RankedGap;
}

/** The ranked gaps with what the plan says of who closes them. */
export function gapItems(gaps: readonly RankedGap[], plan: Pick<Plan, 'actions'>): readonly GapItem[] {
  const actions = new Map((plan.actions ?? []).map((action) => [action.capability, action]));
  return gaps.map((gap, k): GapItem => {
    const { capability, evidence, worth, tools, state } = gap;
    const action = actions.get(capability.id);
    const first = worth === null ? -1 : gaps.findIndex((one) => one.worth === worth);
    return {
      capability: capability.id,
      gap,
      transition: capability.transition,
      asks: capability.asks,
      answers: capability.answers,
      evidence,
      tool: tools.find((tool) => tool.state === state)?.name ?? null,
      worth,
      owner: action?.owner ?? '',
      due: action?.due ?? '',
      toldAt: first >= 0 && first < k ? first : null,
      isSaid:
        state === 'missing' &&
        worth !== null &&
        gaps.slice(0, k).some((one) => one.state === 'missing' && one.worth === worth),
    };
  });
}

/** The plan with another owner or day for one gap; a line without either is gone. */
export function withAction(
  plan: Plan,
  capability: string,
  changes: { readonly owner?: string; readonly due?: string },
): Plan {
  const before = (plan.actions ?? []).find((action) => action.capability === capability);
  const { owner = '', due = '', ...rest } = { ...before, ...changes, capability };
  const after: PlanAction = { ...rest, ...(owner === '' ? {} : { owner }), ...(due === '' ? {} : { due }) };
  const kept = (plan.actions ?? []).filter((action) => action.capability !== capability);
  const place = (plan.actions ?? []).findIndex((action) => action.capability === capability);
  const isEmpty = Object.keys(after).length === 1;
  const actions = isEmpty ? kept : kept.toSpliced(place < 0 ? kept.length : place, 0, after);
  if (actions.length > 0) return { ...plan, actions };
  const { actions: _, ...without } = plan;
  return without;
}
